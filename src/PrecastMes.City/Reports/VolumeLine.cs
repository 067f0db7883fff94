using PrecastMes.City.Volumes;

namespace PrecastMes.City.Reports;

/// <summary>A line of a report.</summary>
/// <param name="Key">Day (yyyy-MM-dd), family code or district id.</param>
/// <param name="Elements">How many elements.</param>
/// <param name="Volume">Their volume.</param>
/// <param name="ElementIds">The elements themselves: every figure opens down to them.</param>
public sealed record VolumeLine<TVolume>(string Key, int Elements, TVolume Volume, IReadOnlyList<string> ElementIds)
    where TVolume : struct, IVolume<TVolume>;
