using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Lines;

/// <summary>
/// A fact about the lines of a plant, as it stands in their journal. Canonical JSON with integers; the manifest carries the
/// type's name and schema version. <c>At</c> is the instant of the fact in plant time, UTC: the PLC's own for what happened
/// physically, the server's for what it decided.
/// </summary>
public abstract record LineEvent(DateTimeOffset At);

/// <summary>An owner of the lines began its work.</summary>
/// <param name="Fence">Its epoch, higher than any before; written with every command.</param>
public sealed record OwnerStarted(DateTimeOffset At, uint Fence) : LineEvent(At);

/// <summary>A unit of the PLC counts further than this journal knows: its next command goes on from there.</summary>
/// <param name="Unit">Work unit.</param>
/// <param name="UnitSeq">The number that the PLC last acknowledged.</param>
public sealed record UnitAligned(DateTimeOffset At, string Unit, uint UnitSeq) : LineEvent(At);

/// <summary>Loads of a plan were released to their lines, in this order.</summary>
public sealed record LoadsReleased(DateTimeOffset At, string PlanId, IReadOnlyList<ReleasedLoad> Loads) : LineEvent(At);

/// <summary>Loads that had not begun were taken back, and those of a repaired plan released in their place, in this order.</summary>
/// <param name="PlanId">The repaired plan.</param>
/// <param name="Withdrawn">Ids of the loads that were taken back.</param>
/// <param name="Loads">The loads of the repaired plan.</param>
public sealed record LoadsReplaced(DateTimeOffset At, string PlanId, IReadOnlyList<string> Withdrawn, IReadOnlyList<ReleasedLoad> Loads) : LineEvent(At);

/// <summary>A load was started: pallet (or fixed mould) and moulds are its own from here.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="PalletId">Its pallet; null in a fixed-mould area.</param>
/// <param name="Place">Where it starts: the magazine, or the fixed mould.</param>
public sealed record LoadStarted(DateTimeOffset At, string LoadId, string? PalletId, string Place) : LineEvent(At);

/// <summary>A command for a work unit is about to be written to the PLC: the intent, journalled before the write.</summary>
/// <param name="CommandId">This event's number in the journal: unique in the plant for ever, echoed by the PLC.</param>
/// <param name="Unit">Work unit.</param>
/// <param name="UnitSeq">The unit's command sequence, +1 per command; executed once, ever.</param>
/// <param name="Code">What to do.</param>
/// <param name="Operation">Operation code; empty for moves.</param>
/// <param name="LoadId">The load it serves.</param>
/// <param name="Carrier">Pallet id; where there is none, the load id.</param>
/// <param name="Source">Where the carrier is; empty for a run.</param>
/// <param name="Target">Where it shall go; empty for a run.</param>
/// <param name="WorkSeconds">Nominal work, seconds.</param>
/// <param name="Interruptible">True when the unit pauses outside shifts.</param>
/// <param name="Recipe">Curing programme or concrete grade; empty otherwise.</param>
/// <param name="QuantityLitres">Concrete to mix, litres; 0 otherwise.</param>
/// <param name="Fence">Epoch of the owner; the PLC refuses a lower one.</param>
public sealed record CommandIssued(
    DateTimeOffset At,
    uint CommandId,
    string Unit,
    uint UnitSeq,
    CommandCode Code,
    string Operation,
    string LoadId,
    string Carrier,
    string Source,
    string Target,
    uint WorkSeconds,
    bool Interruptible,
    string Recipe,
    uint QuantityLitres,
    uint Fence) : LineEvent(At);

/// <summary>The PLC reported a command's end. <c>At</c> is <paramref name="EndedAt"/>.</summary>
public sealed record CommandCompleted(
    DateTimeOffset At, uint CommandId, string Unit, ResultCode Result, string Detail, DateTimeOffset StartedAt, DateTimeOffset EndedAt) : LineEvent(At);

/// <summary>An operation of a load ended.</summary>
public sealed record OperationCompleted(
    DateTimeOffset At, string LoadId, string Unit, string Operation, DateTimeOffset StartedAt) : LineEvent(At);

/// <summary>A pallet moved.</summary>
/// <param name="LoadId">The load on it; null once the elements are lifted off.</param>
public sealed record PalletMoved(DateTimeOffset At, string PalletId, string? LoadId, string From, string To) : LineEvent(At);

/// <summary>A pallet is back in the magazine and free for another load.</summary>
public sealed record PalletFreed(DateTimeOffset At, string PalletId) : LineEvent(At);

/// <summary>A batch of concrete was mixed for a load.</summary>
public sealed record BatchMixed(DateTimeOffset At, string LoadId, string Mixer, string Grade, int VolumeLitres) : LineEvent(At);

/// <summary>A load began to cure.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="Place">Compartment or fixed mould.</param>
/// <param name="ProgramId">Curing programme.</param>
public sealed record CuringStarted(DateTimeOffset At, string LoadId, string Place, string ProgramId) : LineEvent(At);

/// <summary>The curing curve of a load as the PLC kept it, read whole before the load leaves its place.</summary>
/// <param name="Place">Compartment or fixed mould.</param>
/// <param name="StartedAt">First sample.</param>
/// <param name="IntervalSeconds">Between samples, seconds.</param>
/// <param name="TempsDeciC">Temperatures, 0.1 ℃.</param>
/// <param name="MaturityDeciCHours">Nurse–Saul maturity, 0.1 ℃·h, above the datum of the rules.</param>
/// <param name="StrengthDeciMpa">Estimated strength, 0.1 MPa: the lower edge of the band, which the gate counts.</param>
public sealed record CuringRecorded(
    DateTimeOffset At,
    string LoadId,
    string Place,
    DateTimeOffset StartedAt,
    int IntervalSeconds,
    IReadOnlyList<short> TempsDeciC,
    int MaturityDeciCHours,
    int StrengthDeciMpa) : LineEvent(At);

/// <summary>A curing curve broke a limit.</summary>
/// <param name="Rule">The limit.</param>
/// <param name="Clause">Standard and clause.</param>
/// <param name="Measured">What was measured, unit as the limit: 0.1 ℃ or 0.1 ℃ an hour.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Breach">What follows; after <see cref="CuringBreach.Hold"/> only <see cref="CuringHoldLifted"/> lets the load go.</param>
public sealed record CuringDeviated(
    DateTimeOffset At, string LoadId, string Place, string Rule, string Clause, int Measured, int Limit, CuringBreach Breach) : LineEvent(At);

/// <summary>A person decided that a held load may go on.</summary>
public sealed record CuringHoldLifted(DateTimeOffset At, string LoadId, string By, string Reason) : LineEvent(At);

/// <summary>The moulds of a load are free.</summary>
public sealed record MouldsReleased(DateTimeOffset At, string LoadId, IReadOnlyList<string> MouldUnits) : LineEvent(At);

/// <summary>The elements of a load left their pallet or mould and wait for finishing.</summary>
public sealed record ElementsLifted(DateTimeOffset At, string LoadId, string Unit, IReadOnlyList<string> ElementIds) : LineEvent(At);

/// <summary>The elements of a load passed final inspection: output.</summary>
public sealed record ElementsPassed(DateTimeOffset At, string LoadId, IReadOnlyList<string> ElementIds) : LineEvent(At);

/// <summary>The elements of a load stand in the yard; the line is done with them.</summary>
public sealed record ElementsYarded(DateTimeOffset At, string LoadId, IReadOnlyList<string> ElementIds) : LineEvent(At);

/// <summary>A unit reported a fault.</summary>
/// <param name="FaultCode">The PLC's code, or <see cref="UnitFault.HandshakeConflict"/> where the handshake itself is broken.</param>
public sealed record UnitFaulted(DateTimeOffset At, string Unit, int FaultCode) : LineEvent(At);

/// <summary>A unit's fault is gone.</summary>
public sealed record UnitRecovered(DateTimeOffset At, string Unit) : LineEvent(At);
