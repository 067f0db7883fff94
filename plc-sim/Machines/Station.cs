using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// A station (工位) of the circulation line: room for one pallet, work on it, and a conveyor to the next unit. During a
/// move both ends are occupied. The last wet station has no conveyor: the crane fetches from it.
/// </summary>
internal sealed class Station(string id, Label name, LineContext context) : Machine(id, name, context), IConveyorEnd
{
    private bool isExpecting;

    /// <summary>The conveyor behind the station; null where the crane fetches.</summary>
    public Conveyor? Conveyor { get; set; }

    /// <summary>The pallet on it; empty when none.</summary>
    public string PalletId { get; set; } = "";

    public override IReadOnlyList<CommandCode> Commands => Conveyor is null ? [CommandCode.Run] : [CommandCode.Run, CommandCode.Transfer];

    protected override string Seen => PalletId;

    public string? RefuseArrival() =>
        PalletId.Length > 0 ? $"target {Id} is occupied by {PalletId}"
        : isExpecting ? $"target {Id} expects another pallet"
        : null;

    public void Expect() => isExpecting = true;

    public void Arrive(string palletId)
    {
        isExpecting = false;
        PalletId = palletId;
    }

    /// <summary>Why the crane cannot fetch that pallet; null when it can.</summary>
    public string? RefuseFetch(string palletId) =>
        RefuseCarrier(palletId) ?? (Job is null ? null : $"{Id} is at work on {PalletId}");

    /// <summary>The crane has taken the pallet.</summary>
    public void Release() => PalletId = "";

    protected override string? Refuse(Command command) => command.Code switch
    {
        CommandCode.Run => RefuseCarrier(command.Carrier),
        CommandCode.Transfer when Conveyor is not null => RefuseCarrier(command.Carrier) ?? Conveyor.Refuse(Id, command),
        _ => CannotDo(command),
    };

    protected override TimeSpan WorkOf(Command command) => command.Code == CommandCode.Run
        ? Context.Times.Work(Id, command.Seq, command.WorkSeconds)
        : Context.Times.Move(Id, command.Seq, Conveyor!.Seconds);

    protected override bool IsHeld(Command command) =>
        base.IsHeld(command) || (command.Code == CommandCode.Transfer && Conveyor!.End.IsStanding);

    protected override void OnBegun(Command command, DateTimeOffset at) => OnResumed(command);

    protected override void OnResumed(Command command)
    {
        if (command.Code == CommandCode.Transfer)
        {
            Conveyor!.End.Expect();
        }
    }

    protected override void OnEnded(Command command, DateTimeOffset at)
    {
        if (command.Code == CommandCode.Transfer)
        {
            Conveyor!.End.Arrive(PalletId);
            PalletId = "";
        }
    }

    private string? RefuseCarrier(string carrier) =>
        string.Equals(PalletId, carrier, StringComparison.Ordinal) && carrier.Length > 0
            ? null
            : $"carrier {carrier} is not at {Id} ({(PalletId.Length == 0 ? "empty" : PalletId)})";
}
