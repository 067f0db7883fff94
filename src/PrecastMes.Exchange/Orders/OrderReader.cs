using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Orders;

/// <summary>Turns rows into elements of one project and checks each against the plant.</summary>
internal sealed class OrderReader(Plant plant, ProblemList problems, bool isOrder)
{
    private const int LongestMm = 30_000;
    private const int ThickestMm = 5000;
    private const int LargestM3 = 50;
    private const int HeaviestKg = 200_000;
    private const int GreatestWeight = 100;

    private readonly Dictionary<string, ElementFamily> families = plant.Families.ToDictionary(f => f.Code, StringComparer.Ordinal);
    private readonly Dictionary<string, int> lineOfElement = new(StringComparer.Ordinal);
    private readonly List<Element> elements = [];
    private readonly Dictionary<string, (string Value, int Line)> ofWholeFile = new(StringComparer.Ordinal);
    private Project? project;
    private double probability = 1;
    private bool isRefused;

    /// <summary>Reads a row; its problems are reported, all of them.</summary>
    public void Read(OrderRow row)
    {
        var before = problems.Count;
        var projectId = row.Id(OrderColumns.Project);
        var name = new LocalizedText(row.Text(OrderColumns.ProjectNameZh, 100) ?? "", row.Text(OrderColumns.ProjectNameEn, 100) ?? "");
        var district = District(row);
        CheckSameProject(row, district is not null);
        ReadProbability(row);
        var family = Family(row);
        var element = new Element(
            Unique(row),
            projectId ?? "",
            row.Id(OrderColumns.Building) ?? "",
            Floor(row),
            row.Id(OrderColumns.Mark) ?? "",
            family?.Code ?? "",
            row.Int(OrderColumns.LengthMm, 1, LongestMm) ?? 0,
            row.Int(OrderColumns.WidthMm, 1, LongestMm) ?? 0,
            row.Int(OrderColumns.ThicknessMm, 1, ThickestMm) ?? 0,
            row.Grade(OrderColumns.ConcreteGrade) ?? "",
            row.Litres(OrderColumns.VolumeM3, LargestM3) ?? 0,
            row.Int(OrderColumns.WeightKg, 1, HeaviestKg) ?? 0,
            row.Date(OrderColumns.NeedDate) ?? default)
        {
            ReleaseDate = row.Has(OrderColumns.ReleaseDate) ? row.Date(OrderColumns.ReleaseDate) : null,
            TardinessWeight = row.Has(OrderColumns.TardinessWeight) ? row.Int(OrderColumns.TardinessWeight, 1, GreatestWeight) ?? 1 : 1,
        };
        CheckFigures(row, family, element);
        if (problems.Count == before)
        {
            project ??= new Project(projectId!, name, district!);
            elements.Add(element);
        }
    }

    /// <summary>The order, when no row had a problem.</summary>
    public ProjectOrder Order() =>
        new(project ?? throw new InvalidOperationException("No row was read; the file without rows is refused before."), elements);

    /// <summary>The offer, when no row had a problem.</summary>
    public ProjectOffer Offer() => new(Order(), probability);

    private void ReadProbability(OrderRow row)
    {
        if (!row.Has(OrderColumns.Probability) || row.Probability(OrderColumns.Probability) is not { } read)
        {
            return;
        }

        probability = read;
        if (isOrder && read < 1 && !isRefused)
        {
            // Once is enough: it is the same on each row.
            isRefused = true;
            row.Report(
                OrderColumns.Probability, new LocalizedText("1，或删去此列", "1, or no such column"),
                new LocalizedText(
                    "这是报价，尚未订货，不参加排产；用 load 看它的负荷，订货后改为 1",
                    "This is an offer and not ordered, so it is not planned; load shows what it would need. Once it is ordered, write 1"));
        }
    }

    private void CheckFigures(OrderRow row, ElementFamily? family, Element element)
    {
        if (element.VolumeLitres > 0 && element.WeightKg > 0)
        {
            ElementRules.CheckWeight(row, element);
        }

        if (family is null || element.LengthMm == 0 || element.WidthMm == 0)
        {
            return;
        }

        ElementRules.CheckPallet(row, plant, family, element);
        if (element.ThicknessMm > 0 && element.VolumeLitres > 0)
        {
            ElementRules.CheckVolume(row, family, element);
        }
    }

    // One file is one project: the project columns are the same on each row.
    private void CheckSameProject(OrderRow row, bool knownDistrict)
    {
        foreach (var column in (string[])[OrderColumns.Project, OrderColumns.ProjectNameZh, OrderColumns.ProjectNameEn, OrderColumns.District, OrderColumns.Probability])
        {
            if ((column == OrderColumns.District && !knownDistrict) || !row.HasColumn(column))
            {
                continue;
            }

            var text = row.Field(column).Text;
            if (!ofWholeFile.TryAdd(column, (text, row.Line)) && ofWholeFile[column] is var first && first.Value != text)
            {
                row.Report(
                    column,
                    new LocalizedText($"与第 {first.Line} 行相同：{first.Value}", $"the same as on line {first.Line}: {first.Value}"),
                    new LocalizedText("一个文件只能含一个项目", "A file holds one project"));
            }
        }
    }

    private string? District(OrderRow row)
    {
        var id = row.Field(OrderColumns.District).Text;
        if (plant.Districts.Any(d => d.Id == id))
        {
            return id;
        }

        row.Report(
            OrderColumns.District, Expectations.OneOf(plant.Districts.Select(d => d.Id)),
            new LocalizedText($"工厂配置中没有区域 {id}", $"The plant's configuration has no district {id}"));
        return null;
    }

    private ElementFamily? Family(OrderRow row)
    {
        var code = row.Field(OrderColumns.Family).Text;
        if (families.TryGetValue(code, out var family))
        {
            return family;
        }

        row.Report(
            OrderColumns.Family, Expectations.OneOf(plant.Families.Select(f => f.Code)),
            new LocalizedText($"工厂不生产类别 {code}", $"The plant makes no family {code}"));
        return null;
    }

    private static int Floor(OrderRow row)
    {
        const int deepest = -10;
        const int highest = 200;
        var floor = row.Int(OrderColumns.Floor, deepest, highest);
        if (floor == 0)
        {
            row.Report(
                OrderColumns.Floor, new LocalizedText("1 起为地上，负数为地下", "1 upward, basements negative"),
                new LocalizedText("没有 0 层", "There is no floor 0"));
        }

        return floor ?? 0;
    }

    private string Unique(OrderRow row)
    {
        var id = row.Id(OrderColumns.Element);
        if (id is not null && !lineOfElement.TryAdd(id, row.Line))
        {
            row.Report(
                OrderColumns.Element, new LocalizedText("唯一的构件编号", "an element id that stands once"),
                new LocalizedText(
                    $"构件 {id} 重复，已在第 {lineOfElement[id]} 行出现", $"The element {id} stands twice; first on line {lineOfElement[id]}"));
        }

        return id ?? "";
    }
}
