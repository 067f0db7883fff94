using System.Globalization;
using PrecastMes.City.Volumes;

namespace PrecastMes.City.Reports;

/// <summary>Volumes of one meaning over a period.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Elements">How many elements.</param>
/// <param name="Total">Their volume.</param>
/// <param name="Days">By day; days without an element are there with 0.</param>
/// <param name="Families">By family, in order of code.</param>
/// <param name="Districts">By district, in order of id.</param>
public sealed record VolumeReport<TVolume>(
    DateOnly From,
    DateOnly To,
    int Elements,
    TVolume Total,
    IReadOnlyList<VolumeLine<TVolume>> Days,
    IReadOnlyList<VolumeLine<TVolume>> Families,
    IReadOnlyList<VolumeLine<TVolume>> Districts)
    where TVolume : struct, IVolume<TVolume>
{
    /// <summary>Adds up the entries whose day lies in the period.</summary>
    internal static VolumeReport<TVolume> Of(DateOnly from, DateOnly to, IEnumerable<VolumeEntry> entries)
    {
        if (to < from)
        {
            throw new ArgumentOutOfRangeException(
                nameof(to), string.Create(CultureInfo.InvariantCulture, $"The period ends on {to:yyyy-MM-dd}, before it begins on {from:yyyy-MM-dd}."));
        }

        var within = entries.Where(e => e.Day >= from && e.Day <= to).ToList();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in within)
        {
            if (!ids.Add(entry.ElementId))
            {
                throw new ArgumentException($"Element {entry.ElementId} stands twice; it would be counted twice.", nameof(entries));
            }
        }

        var byDay = within.ToLookup(e => e.Day);
        var days = new List<VolumeLine<TVolume>>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            days.Add(Line(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), byDay[day]));
        }

        return new VolumeReport<TVolume>(
            from, to, within.Count, Sum(within), days, Lines(within, e => e.FamilyCode), Lines(within, e => e.DistrictId));
    }

    private static List<VolumeLine<TVolume>> Lines(List<VolumeEntry> entries, Func<VolumeEntry, string> key) =>
        [.. entries.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Line(g.Key, g))];

    private static VolumeLine<TVolume> Line(string key, IEnumerable<VolumeEntry> entries)
    {
        var list = entries.ToList();
        return new VolumeLine<TVolume>(key, list.Count, Sum(list), [.. list.Select(e => e.ElementId)]);
    }

    private static TVolume Sum(List<VolumeEntry> entries) =>
        entries.Aggregate(default(TVolume), (sum, e) => sum + TVolume.OfLitres(e.VolumeLitres));
}

/// <summary>What a report adds up.</summary>
internal sealed record VolumeEntry(string ElementId, string FamilyCode, string DistrictId, int VolumeLitres, DateOnly Day);
