using PrecastMes.Persistence.Output;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Output;

/// <summary>Actual output of a day, a family or a district: elements whose final inspection ended in the asked-for days.</summary>
/// <param name="Key">The day, family code or district id.</param>
/// <param name="NameZh">Its name, simplified Chinese; empty for a day.</param>
/// <param name="NameEn">Its name, English; empty for a day.</param>
/// <param name="Elements">Elements passed.</param>
/// <param name="VolumeM3">Their volume, m³.</param>
/// <param name="OnTime">Those of them that passed by their due instant.</param>
public sealed record OutputRow(string Key, string NameZh, string NameEn, int Elements, decimal VolumeM3, int OnTime)
{
    internal static OutputRow Of<TKey>(OutputSum<TKey> sum, string key, Production.LocalizedText? name) =>
        new(key, name?.Zh ?? "", name?.En ?? "", sum.Elements, Volume.M3(sum.VolumeLitres), sum.OnTime);

    internal static CsvTable Csv(string key, IEnumerable<OutputRow> rows)
    {
        var table = new CsvTable(key, "name_zh", "name_en", "elements", "volume_m3", "on_time");
        foreach (var row in rows)
        {
            table.Add(row.Key, row.NameZh, row.NameEn, row.Elements, row.VolumeM3, row.OnTime);
        }

        return table;
    }
}
