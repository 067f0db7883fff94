using System.Text.Json.Serialization;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>One line of the simulator's log: something that really happened on the floor.</summary>
/// <param name="At">Plant time.</param>
/// <param name="Event"><c>transfer</c>, <c>run</c>, <c>store</c>, <c>retrieve</c>, <c>batch</c>, <c>cure</c>, <c>refused</c>, <c>fault</c>, <c>boot</c>.</param>
/// <param name="Unit">Unit or compartment.</param>
internal sealed record PhysicalEvent([property: JsonPropertyName("t")] DateTimeOffset At, string Event, string Unit)
{
    /// <summary>Counts the events of the plant, over restarts.</summary>
    [JsonPropertyName("n")]
    public long Number { get; init; }

    public uint? CommandId { get; init; }

    public uint? Seq { get; init; }

    /// <summary>The job order that it serves; such work has neither <see cref="CommandId"/> nor <see cref="Seq"/>.</summary>
    public string? JobOrder { get; init; }

    public string? Load { get; init; }

    public string? Carrier { get; init; }

    public string? Source { get; init; }

    public string? Target { get; init; }

    public string? Operation { get; init; }

    /// <summary>Recipe of a batch, programme of a cure.</summary>
    public string? Recipe { get; init; }

    /// <summary>Concrete, litres.</summary>
    public uint? Quantity { get; init; }

    /// <summary><c>start</c> or <c>end</c>.</summary>
    public string? Phase { get; init; }

    /// <summary><c>done</c>, <c>failed</c> or <c>refused</c>.</summary>
    public string? Result { get; init; }

    /// <summary>Reason, fault, or other words.</summary>
    public string? Detail { get; init; }

    /// <summary>Phase of the curing programme in which a pallet is fetched.</summary>
    public string? CuringPhase { get; init; }

    /// <summary>Counts the starts of the simulator on its state.</summary>
    public uint? BootId { get; init; }

    /// <summary>A command's work begins.</summary>
    public static PhysicalEvent Start(string name, string unit, Command command, DateTimeOffset at) =>
        Of(name, unit, command, at) with { Phase = "start" };

    /// <summary>A command's work has ended.</summary>
    public static PhysicalEvent End(string name, string unit, Command command, ResultCode result, DateTimeOffset at) =>
        Of(name, unit, command, at) with { Phase = "end", Result = Word(result) };

    /// <summary>A command was not begun. Nothing happened on the floor, so it bears a name of its own.</summary>
    public static PhysicalEvent Refused(string unit, Command command, string reason, DateTimeOffset at) =>
        Of("refused", unit, command, at) with { Result = Word(ResultCode.Refused), Detail = reason };

    private static PhysicalEvent Of(string name, string unit, Command command, DateTimeOffset at) => new(at, name, unit)
    {
        CommandId = command.Id,
        Seq = command.Seq,
        Load = Some(command.Load),
        Carrier = Some(command.Carrier),
        Source = Some(command.Source),
        Target = Some(command.Target),
        Operation = Some(command.Operation),
        Recipe = command.Code == CommandCode.Batch ? Some(command.Recipe) : null,
        Quantity = command.Code == CommandCode.Batch ? command.Quantity : null,
    };

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static string Word(ResultCode result) => result switch
    {
        ResultCode.Done => "done",
        ResultCode.Failed => "failed",
        ResultCode.Refused => "refused",
        _ => "none",
    };
}
