namespace PrecastMes.Production.Curing;

/// <summary>What a curing curve says about a load.</summary>
/// <param name="MaturityDeciCHours">Nurse–Saul maturity, 0.1 ℃·h.</param>
/// <param name="Strength">Estimated strength.</param>
/// <param name="Findings">What it breaks; empty when all is well.</param>
public sealed record CuringVerdict(int MaturityDeciCHours, StrengthBand Strength, IReadOnlyList<CuringFinding> Findings)
{
    /// <summary>True when the load must still wait for strength or temperature.</summary>
    public bool MustWait => Findings.Any(f => f.Breach == CuringBreach.Wait);

    /// <summary>True when only a person may release the load.</summary>
    public bool MustHold => Findings.Any(f => f.Breach == CuringBreach.Hold);
}
