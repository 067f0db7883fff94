using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>A place where lifted elements are repaired, inspected or taken out; nothing is conveyed, the reader shows the load.</summary>
internal sealed class FinishingPlace(string id, Label name, LineContext context) : Machine(id, name, context)
{
    public override IReadOnlyList<CommandCode> Commands { get; } = [CommandCode.Run];

    protected override string Seen => Job?.Command.Carrier ?? "";

    protected override string? Refuse(Command command) =>
        command.Code != CommandCode.Run ? CannotDo(command)
        : command.Carrier.Length == 0 ? "no load named as carrier"
        : null;

    protected override TimeSpan WorkOf(Command command) => Context.Times.Work(Id, command.Seq, command.WorkSeconds);
}
