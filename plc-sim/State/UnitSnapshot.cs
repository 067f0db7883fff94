using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.JobControl;

namespace PrecastMes.PlcSim.State;

/// <summary>A unit as kept over a restart: its handshake, its running command, and what it carries.</summary>
internal sealed record UnitSnapshot(
    string Id,
    Command LastTaken,
    uint ResultSeq,
    uint ResultId,
    ResultCode ResultCode,
    string ResultDetail,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    JobSnapshot? Job,
    bool IsStopped,
    double SlowDown)
{
    /// <summary>Pallet on a station or crane, cured load in a fixed mould.</summary>
    public string? Carrier { get; init; }

    /// <summary>Pallets in a magazine.</summary>
    public IReadOnlyList<string>? Pallets { get; init; }

    /// <summary>A jammed crane.</summary>
    public bool IsJammed { get; init; }

    /// <summary>Where a crane stands.</summary>
    public int Column { get; init; }

    /// <summary>Where a crane stands.</summary>
    public int Level { get; init; }

    /// <summary>The job orders; null in a state that was written before there were any.</summary>
    public IReadOnlyList<JobOrderEntry>? JobOrders { get; init; }

    /// <summary>Heat under a fixed mould's cover.</summary>
    public CuringPlaceState? Heat { get; init; }
}

/// <summary>The running command's work; the command itself is the job order's, or the last one taken.</summary>
internal sealed record JobSnapshot(DateTimeOffset StartedAt, TimeSpan Work, TimeSpan Done, DateTimeOffset UpTo)
{
    /// <summary>The job order that it serves; null for a command of the handshake.</summary>
    public string? JobOrderId { get; init; }
}

/// <summary>A compartment as kept over a restart.</summary>
internal sealed record CompartmentSnapshot(string Id, string PalletId, Command? StoredBy, CuringPlaceState Heat);
