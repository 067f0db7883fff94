namespace PrecastMes.Persistence.Output;

/// <summary>Output of a day, a family or a district.</summary>
/// <param name="Key">The day, family code or district id.</param>
/// <param name="Elements">Elements passed.</param>
/// <param name="VolumeLitres">Their volume, litres.</param>
/// <param name="OnTime">Those of them that passed by their due instant.</param>
public sealed record OutputSum<TKey>(TKey Key, int Elements, long VolumeLitres, int OnTime)
{
    /// <summary>Share of the elements that were on time, 0–1.</summary>
    public double OnTimeShare => (double)OnTime / Elements;
}
