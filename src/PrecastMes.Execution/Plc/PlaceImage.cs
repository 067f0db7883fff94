using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Plc;

/// <summary>What the PLC says of a curing place: a compartment or a fixed mould.</summary>
/// <param name="PalletId">What stands in it; empty when nothing does. Unused for fixed moulds.</param>
/// <param name="Phase">See <see cref="CuringPhase"/>.</param>
/// <param name="TempC">Temperature now, ℃; for screens.</param>
/// <param name="Curve">The curve as last asked for; null until then.</param>
/// <param name="CurveReadAt">When it was read, plant time.</param>
public sealed record PlaceImage(string PalletId, string Phase, float TempC, CuringCurve? Curve, DateTimeOffset? CurveReadAt)
{
    /// <summary>An empty place.</summary>
    public static PlaceImage Vacant { get; } = new("", CuringPhase.Empty, 0, null, null);
}
