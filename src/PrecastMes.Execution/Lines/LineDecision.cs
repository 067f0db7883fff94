namespace PrecastMes.Execution.Lines;

/// <summary>What follows from a state and an input: facts to persist first, then the rest.</summary>
/// <param name="Events">Facts, in order.</param>
/// <param name="Refusal">Why nothing was done; null when the input was accepted.</param>
/// <param name="WantedCurves">Curing places whose curve is to be read from the PLC.</param>
/// <param name="WakeAt">When to look again even if nothing changes; null when no moment is known.</param>
/// <param name="FencedOff">Another owner is at the PLC: this one must stop.</param>
public sealed record LineDecision(
    IReadOnlyList<LineEvent> Events,
    Refusal? Refusal,
    IReadOnlyList<string> WantedCurves,
    DateTimeOffset? WakeAt,
    bool FencedOff)
{
    /// <summary>Nothing to do.</summary>
    public static LineDecision Nothing { get; } = new([], null, [], null, false);

    /// <summary>Facts alone.</summary>
    public static LineDecision Of(params IReadOnlyList<LineEvent> events) => Nothing with { Events = events };

    /// <summary>No.</summary>
    public static LineDecision Refuse(string code, string detail) => Nothing with { Refusal = new Refusal(code, detail) };
}
