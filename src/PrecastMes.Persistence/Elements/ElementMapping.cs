using PrecastMes.Production.Elements;

namespace PrecastMes.Persistence.Elements;

/// <summary>Between an ordered element and its row.</summary>
public static class ElementMapping
{
    /// <summary>The row of a freshly ordered element.</summary>
    public static ElementRow ToRow(this Element element, int position)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new ElementRow
        {
            Id = element.Id,
            ProjectId = element.ProjectId,
            Position = position,
            Building = element.Building,
            Floor = element.Floor,
            Mark = element.Mark,
            FamilyCode = element.FamilyCode,
            LengthMm = element.LengthMm,
            WidthMm = element.WidthMm,
            ThicknessMm = element.ThicknessMm,
            ConcreteGrade = element.ConcreteGrade,
            VolumeLitres = element.VolumeLitres,
            WeightKg = element.WeightKg,
            NeedDate = element.NeedDate,
            ReleaseDate = element.ReleaseDate,
            TardinessWeight = element.TardinessWeight,
        };
    }

    /// <summary>The element as it was ordered.</summary>
    public static Element ToElement(this ElementRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new Element(
            row.Id,
            row.ProjectId,
            row.Building,
            row.Floor,
            row.Mark,
            row.FamilyCode,
            row.LengthMm,
            row.WidthMm,
            row.ThicknessMm,
            row.ConcreteGrade,
            row.VolumeLitres,
            row.WeightKg,
            row.NeedDate)
        {
            ReleaseDate = row.ReleaseDate,
            TardinessWeight = row.TardinessWeight,
        };
    }
}
