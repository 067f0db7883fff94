using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>The concrete mixer (搅拌机): one batch of a grade at a time.</summary>
internal sealed class Mixer(string id, Label name, LineContext context) : Machine(id, name, context)
{
    public override IReadOnlyList<CommandCode> Commands { get; } = [CommandCode.Batch];

    protected override string Seen => "";

    protected override string? Refuse(Command command) =>
        command.Code != CommandCode.Batch ? CannotDo(command)
        : command.Recipe.Length == 0 ? "no concrete grade in the recipe"
        : command.Quantity == 0 ? "quantity is 0 litres"
        : null;

    protected override TimeSpan WorkOf(Command command) => Context.Times.Work(Id, command.Seq, command.WorkSeconds);
}
