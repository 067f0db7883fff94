namespace PrecastMes.OpcUa.Server;

/// <summary>The roles that the standard names (Part 18 §4.2).</summary>
public static class WellKnownRoles
{
    /// <summary>Every session has it.</summary>
    public static NodeId Anonymous => new(0, 15644u);

    /// <summary>Every session with a user that is not anonymous has it.</summary>
    public static NodeId AuthenticatedUser => new(0, 15656u);

    public static NodeId Observer => new(0, 15668u);

    public static NodeId Operator => new(0, 15680u);

    public static NodeId Engineer => new(0, 16036u);

    public static NodeId Supervisor => new(0, 15692u);

    public static NodeId ConfigureAdmin => new(0, 15716u);

    public static NodeId SecurityAdmin => new(0, 15704u);
}
