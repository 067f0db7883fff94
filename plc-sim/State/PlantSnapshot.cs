using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.State;

/// <summary>The whole plant as kept over a restart.</summary>
/// <param name="Version">Shape of the file.</param>
/// <param name="BootId">Number of the start that wrote it.</param>
/// <param name="Clock">Plant time's relation to real time at that start.</param>
/// <param name="At">Plant time of the writing.</param>
/// <param name="IsShiftActive">Last level of the shift signal.</param>
/// <param name="Fence">Highest epoch seen.</param>
/// <param name="LastEvent">Number of the last event.</param>
/// <param name="Unlogged">Events of the scan that wrote it; the log may lack them after a crash.</param>
/// <param name="Units">All units.</param>
/// <param name="Compartments">All compartments.</param>
internal sealed record PlantSnapshot(
    int Version,
    uint BootId,
    PlantClock Clock,
    DateTimeOffset At,
    bool IsShiftActive,
    uint Fence,
    long LastEvent,
    IReadOnlyList<PhysicalEvent> Unlogged,
    IReadOnlyList<UnitSnapshot> Units,
    IReadOnlyList<CompartmentSnapshot> Compartments)
{
    /// <summary>The shape that this program writes and reads.</summary>
    public const int CurrentVersion = 1;
}
