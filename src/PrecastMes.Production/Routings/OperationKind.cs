namespace PrecastMes.Production.Routings;

/// <summary>How an operation lies on a calendar.</summary>
public enum OperationKind
{
    /// <summary>Work stops at the end of a shift and goes on in the next.</summary>
    Interruptible,

    /// <summary>Starts in a shift and runs in one piece, into overtime if need be (casting).</summary>
    NonInterruptible,

    /// <summary>Runs by the clock, nights and days off included (curing, automatic transport).</summary>
    Clock,
}
