using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>The magazine of empty pallets, with room for all of them; it gives out any that it holds.</summary>
internal sealed class Magazine(string id, Label name, LineContext context) : Machine(id, name, context), IConveyorEnd
{
    /// <summary>The conveyor to the first station.</summary>
    public Conveyor? Conveyor { get; set; }

    /// <summary>The pallets in it, the longest there first.</summary>
    public IReadOnlyList<string> Pallets { get; set; } = [];

    public override IReadOnlyList<CommandCode> Commands { get; } = [CommandCode.Transfer];

    protected override string Seen => Job?.Command.Carrier ?? "";

    public string? RefuseArrival() => null;

    public void Expect()
    {
        // There is room for every pallet.
    }

    public void Arrive(string palletId) => Pallets = [.. Pallets, palletId];

    protected override string? Refuse(Command command) =>
        command.Code != CommandCode.Transfer || Conveyor is null ? CannotDo(command)
        : !Pallets.Contains(command.Carrier, StringComparer.Ordinal) ? $"carrier {command.Carrier} is not at {Id}"
        : Conveyor.Refuse(Id, command);

    protected override TimeSpan WorkOf(Command command) => Context.Times.Move(Id, command.Seq, Conveyor!.Seconds);

    protected override bool IsHeld(Command command) => base.IsHeld(command) || Conveyor!.End.IsStanding;

    protected override void OnBegun(Command command, DateTimeOffset at) => OnResumed(command);

    protected override void OnResumed(Command command) => Conveyor!.End.Expect();

    protected override void OnEnded(Command command, DateTimeOffset at)
    {
        Pallets = [.. Pallets.Where(pallet => !string.Equals(pallet, command.Carrier, StringComparison.Ordinal))];
        Conveyor!.End.Arrive(command.Carrier);
    }
}
