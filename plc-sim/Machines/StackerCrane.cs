using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// The stacker crane (码垛机) of the curing chamber: drives to the pallet from where it stands, draws it on, drives to the
/// target, pushes it off. From the drawing on the source is free and the pallet is on the crane; a jammed crane keeps it.
/// </summary>
internal sealed class StackerCrane(
    string id, Label name, CuringChamber chamber, Station source, Station target, CraneTravel travel, LineContext context)
    : Machine(id, name, context)
{
    /// <summary>The hand-over place before the chamber, where both stations are.</summary>
    private static readonly (int Column, int Level) HandOver = (0, 1);

    /// <summary>Where the crane stands when idle.</summary>
    public (int Column, int Level) Position { get; set; } = HandOver;

    /// <summary>The pallet on the crane; empty when none.</summary>
    public string PalletId { get; set; } = "";

    /// <summary>Jammed: what runs stands still until it is cleared.</summary>
    public bool IsJammed { get; set; }

    public override IReadOnlyList<CommandCode> Commands { get; } = [CommandCode.Store, CommandCode.Retrieve];

    public override bool IsStanding => IsStopped || IsJammed;

    protected override FaultCode Fault => IsJammed ? FaultCode.CraneJammed : base.Fault;

    protected override string Seen => PalletId;

    protected override string? Refuse(Command command) => command.Code switch
    {
        CommandCode.Store => RefuseStore(command),
        CommandCode.Retrieve => RefuseRetrieve(command),
        _ => CannotDo(command),
    };

    protected override TimeSpan WorkOf(Command command)
    {
        var (from, to) = Way(command);
        return Move(command, travel.Between(Position, from) + travel.PickSeconds + travel.Between(from, to) + travel.PutSeconds);
    }

    /// <summary>The station at the other end must turn its rollers too.</summary>
    protected override bool IsHeld(Command command) =>
        base.IsHeld(command) || (command.Code == CommandCode.Store ? source.IsStanding && PalletId.Length == 0 : target.IsStanding);

    protected override void OnBegun(Command command, DateTimeOffset at) => OnResumed(command);

    protected override void OnResumed(Command command)
    {
        if (command.Code == CommandCode.Store)
        {
            chamber.Find(command.Target)!.IsExpecting = true;
        }
        else
        {
            target.Expect();
        }
    }

    protected override void OnWorked(Job before, Job after)
    {
        var command = before.Command;
        var picked = PickedAt(command);
        if (before.Done >= picked || after.Done < picked)
        {
            return;
        }

        if (command.Code == CommandCode.Store)
        {
            source.Release();
        }
        else
        {
            CuringChamber.Release(chamber.Find(command.Source)!, before.ReachedAt(picked, SlowDown));
        }

        PalletId = command.Carrier;
        Context.Book.Touch();
    }

    protected override void OnEnded(Command command, DateTimeOffset at)
    {
        PalletId = "";
        Position = Way(command).To;
        if (command.Code == CommandCode.Store && CuringProgramme.Parse(command.Recipe, out _) is { } programme)
        {
            chamber.Receive(chamber.Find(command.Target)!, command, programme, at);
        }
        else
        {
            target.Arrive(command.Carrier);
        }
    }

    protected override PhysicalEvent Describe(PhysicalEvent happened) =>
        happened is { Event: "retrieve", Phase: "start", Source: { } place }
            ? happened with { CuringPhase = PhaseWord.Of(chamber.Find(place)!.Heat.Phase) }
            : happened;

    private string? RefuseStore(Command command) =>
        !string.Equals(command.Source, source.Id, StringComparison.Ordinal) ? $"{Id} stores from {source.Id}, not from {command.Source}"
        : chamber.Find(command.Target) is not { } place ? $"{command.Target} is no compartment of {chamber.Id}"
        : place.IsOccupied ? $"target {place.Id} is occupied by {place.PalletId}"
        : source.RefuseFetch(command.Carrier)
            ?? (CuringProgramme.Parse(command.Recipe, out var problems) is null ? problems : null);

    private string? RefuseRetrieve(Command command) =>
        !string.Equals(command.Target, target.Id, StringComparison.Ordinal) ? $"{Id} retrieves to {target.Id}, not to {command.Target}"
        : chamber.Find(command.Source) is not { } place ? $"{command.Source} is no compartment of {chamber.Id}"
        : command.Carrier.Length == 0 || !string.Equals(place.PalletId, command.Carrier, StringComparison.Ordinal)
            ? $"carrier {command.Carrier} is not at {place.Id} ({(place.PalletId.Length == 0 ? "empty" : place.PalletId)})"
        : target.RefuseArrival();

    private TimeSpan PickedAt(Command command)
    {
        var (from, _) = Way(command);
        return Move(command, travel.Between(Position, from) + travel.PickSeconds);
    }

    private TimeSpan Move(Command command, double seconds) => Context.Times.Move(Id, command.Seq, seconds);

    private ((int Column, int Level) From, (int Column, int Level) To) Way(Command command)
    {
        var place = chamber.Find(command.Code == CommandCode.Store ? command.Target : command.Source)!;
        return command.Code == CommandCode.Store
            ? (HandOver, (place.Column, place.Level))
            : ((place.Column, place.Level), HandOver);
    }
}
