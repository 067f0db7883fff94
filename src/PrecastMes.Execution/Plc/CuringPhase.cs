namespace PrecastMes.Execution.Plc;

/// <summary>Phases of a curing place as its controller names them.</summary>
public static class CuringPhase
{
    /// <summary>Nothing cures here.</summary>
    public const string Empty = "empty";

    /// <summary>The programme is over; the load waits for its way out.</summary>
    public const string Done = "done";
}
