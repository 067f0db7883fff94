namespace PrecastMes.Production.Curing;

/// <summary>What follows when a curing curve breaks a limit.</summary>
public enum CuringBreach
{
    /// <summary>The load waits in its place until the limit holds (it is still too warm).</summary>
    Wait,

    /// <summary>A deviation goes on record, the load goes on.</summary>
    Record,

    /// <summary>A deviation goes on record and the load stays until a person releases it.</summary>
    Hold,
}
