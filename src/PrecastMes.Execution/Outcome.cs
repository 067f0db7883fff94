namespace PrecastMes.Execution;

/// <summary>What became of a command: accepted, now or already before, or refused with its reason.</summary>
/// <param name="Refusal">Why not; null when accepted.</param>
public sealed record Outcome(Refusal? Refusal)
{
    /// <summary>Accepted: it is in the journal.</summary>
    public static Outcome Accepted { get; } = new((Refusal?)null);

    /// <summary>True when accepted.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>Refused.</summary>
    public static Outcome Refused(string code, string detail) => new(new Refusal(code, detail));
}
