namespace PrecastMes.OpcUa.Server;

/// <summary>The roles that the standard names (Part 18 §4.2).</summary>
public static class WellKnownRoles
{
    /// <summary>Every session has it.</summary>
    public static NodeId Anonymous => new(0, 15644u);

    /// <summary>Every session with a user that is not anonymous has it.</summary>
    public static NodeId AuthenticatedUser => new(0, 15656u);

    /// <summary>May browse, read live and historical data and subscribe.</summary>
    public static NodeId Observer => new(0, 15668u);

    /// <summary>As Observer, and may write some live data and call methods.</summary>
    public static NodeId Operator => new(0, 15680u);

    /// <summary>May browse, read and write what configures the machine, and call methods.</summary>
    public static NodeId Engineer => new(0, 16036u);

    /// <summary>May browse, read live data and call methods.</summary>
    public static NodeId Supervisor => new(0, 15692u);

    /// <summary>May change what is not about security.</summary>
    public static NodeId ConfigureAdmin => new(0, 15716u);

    /// <summary>May change what is about security.</summary>
    public static NodeId SecurityAdmin => new(0, 15704u);
}
