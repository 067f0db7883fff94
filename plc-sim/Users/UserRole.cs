namespace PrecastMes.PlcSim.Users;

/// <summary>Roles of the standard (Part 18 §4.3) as the simulator uses them.</summary>
internal enum UserRole
{
    /// <summary>Reads and watches everything.</summary>
    Observer,

    /// <summary>Writes commands, calls methods, acknowledges alarms, too.</summary>
    Operator,
}
