using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Curing;

/// <summary>A place of the curing chamber (窑位) for one pallet.</summary>
/// <param name="id">e.g. <c>CH1-C1L1</c>.</param>
/// <param name="column">From 1; the crane's pick-up place is before column 1.</param>
/// <param name="level">From 1 at the floor.</param>
/// <param name="heat">Its temperature and programme.</param>
internal sealed class Compartment(string id, int column, int level, CuringPlace heat)
{
    public string Id { get; } = id;

    public int Column { get; } = column;

    public int Level { get; } = level;

    public CuringPlace Heat { get; } = heat;

    /// <summary>The pallet in it; empty when none.</summary>
    public string PalletId { get; set; } = "";

    /// <summary>The command that stored the load, for the log; null when empty.</summary>
    public Command? StoredBy { get; set; }

    /// <summary>True while the crane is on its way here with a pallet.</summary>
    public bool IsExpecting { get; set; }

    /// <summary>True when nothing may be brought here.</summary>
    public bool IsOccupied => PalletId.Length > 0 || IsExpecting;
}
