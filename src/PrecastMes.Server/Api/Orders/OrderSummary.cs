using PrecastMes.Persistence.Projects;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Orders;

/// <summary>A project's order and how far it has come.</summary>
/// <param name="District">Area of the city plan's table 1.</param>
/// <param name="ImportedAt">When its order file was imported, plant time.</param>
/// <param name="Elements">Elements ordered.</param>
/// <param name="VolumeM3">Their concrete, m³.</param>
/// <param name="FirstNeedDate">Earliest need date.</param>
/// <param name="LastNeedDate">Latest need date.</param>
/// <param name="CastElements">Elements with concrete cast.</param>
/// <param name="PassedElements">Output: elements that passed final inspection.</param>
/// <param name="PassedM3">Their volume, m³.</param>
public sealed record OrderSummary(
    string Project,
    string NameZh,
    string NameEn,
    string District,
    DateTimeOffset ImportedAt,
    int Elements,
    decimal VolumeM3,
    DateOnly FirstNeedDate,
    DateOnly LastNeedDate,
    int CastElements,
    int PassedElements,
    decimal PassedM3)
{
    internal static OrderSummary Of(ProjectOverview overview) => new(
        overview.Project.Id,
        overview.Project.NameZh,
        overview.Project.NameEn,
        overview.Project.DistrictId,
        overview.Project.ImportedAt,
        overview.Elements,
        Volume.M3(overview.VolumeLitres),
        overview.FirstNeedDate,
        overview.LastNeedDate,
        overview.Cast,
        overview.Passed,
        Volume.M3(overview.PassedLitres));

    internal static CsvTable Csv(IEnumerable<OrderSummary> orders)
    {
        var table = new CsvTable(
            "project", "project_name_zh", "project_name_en", "district", "imported_at", "elements", "volume_m3", "first_need_date",
            "last_need_date", "cast_elements", "passed_elements", "passed_m3");
        foreach (var o in orders)
        {
            table.Add(
                o.Project, o.NameZh, o.NameEn, o.District, o.ImportedAt, o.Elements, o.VolumeM3, o.FirstNeedDate, o.LastNeedDate,
                o.CastElements, o.PassedElements, o.PassedM3);
        }

        return table;
    }
}
