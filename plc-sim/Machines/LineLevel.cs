namespace PrecastMes.PlcSim.Machines;

/// <summary>The signals that belong to no unit.</summary>
internal sealed class LineLevel
{
    /// <summary><c>Mes.ShiftActive</c>: people are at work. False until somebody says so.</summary>
    public bool IsShiftActive { get; set; }

    /// <summary><c>Mes.Fence</c>: the highest epoch that any command carried.</summary>
    public uint Fence { get; set; }
}
