using System.Globalization;
using PrecastMes.Production;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Orders;

/// <summary>What the figures of an element must satisfy together.</summary>
internal static class ElementRules
{
    // Light aggregate to heavily reinforced; outside of it volume or weight is wrong.
    private const int LeastKgPerM3 = 1500;
    private const int MostKgPerM3 = 3500;

    /// <summary>Concrete volume against the outline, by the family's share. One litre either way is rounding.</summary>
    public static void CheckVolume(OrderRow row, ElementFamily family, Element element)
    {
        var outline = (decimal)element.LengthMm * element.WidthMm * element.ThicknessMm / 1_000_000;
        var least = outline * family.MinConcretePercent / 100;
        var most = outline * family.MaxConcretePercent / 100;
        if (element.VolumeLitres < least - 1 || element.VolumeLitres > most + 1)
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"{least / 1000:0.000} – {most / 1000:0.000} m³");
            row.Report(
                OrderColumns.VolumeM3,
                new LocalizedText(range, range),
                new LocalizedText(
                    $"体积与外形尺寸不符：类别 {family.Code} 的混凝土占外形体积 {family.MinConcretePercent}–{family.MaxConcretePercent} %，即 {range}",
                    $"The volume does not fit the dimensions: of family {family.Code} {family.MinConcretePercent}–{family.MaxConcretePercent} % "
                    + $"of the outline is concrete, that is {range}"));
        }
    }

    /// <summary>Weight against volume.</summary>
    public static void CheckWeight(OrderRow row, Element element)
    {
        var (least, most) = ((long)element.VolumeLitres * LeastKgPerM3 / 1000, (long)element.VolumeLitres * MostKgPerM3 / 1000);
        if (element.WeightKg < least || element.WeightKg > most)
        {
            row.Report(
                OrderColumns.WeightKg,
                new LocalizedText($"{least} 至 {most} kg", $"{least} to {most} kg"),
                new LocalizedText(
                    $"重量与体积不符：每立方米应为 1.5–3.5 t，即 {least}–{most} kg",
                    $"The weight does not fit the volume: 1.5 to 3.5 t per m³, that is {least} to {most} kg"));
        }
    }

    /// <summary>Outline and weight against the pallets of the family's line.</summary>
    public static void CheckPallet(OrderRow row, Plant plant, ElementFamily family, Element element)
    {
        if (plant.CirculationLines.FirstOrDefault(l => l.Id == family.LineId) is not { Pallets: var pallets } line)
        {
            return;
        }

        var (length, width) = (pallets.UsableLengthMm, pallets.UsableWidthMm);
        if (!(element.LengthMm <= length && element.WidthMm <= width) && !(element.WidthMm <= length && element.LengthMm <= width))
        {
            row.Report(
                OrderColumns.LengthMm,
                new LocalizedText($"模台可用面积 {length} × {width} mm 以内", $"at most the usable pallet, {length} × {width} mm"),
                new LocalizedText(
                    $"{element.LengthMm} × {element.WidthMm} mm 放不进生产线 {line.Id} 的任何模台（可用 {length} × {width} mm）",
                    $"{element.LengthMm} × {element.WidthMm} mm fits no pallet of line {line.Id} (usable {length} × {width} mm)"));
        }

        if (element.WeightKg > pallets.MaxLoadKg)
        {
            row.Report(
                OrderColumns.WeightKg,
                new LocalizedText($"至多 {pallets.MaxLoadKg} kg", $"at most {pallets.MaxLoadKg} kg"),
                new LocalizedText(
                    $"{element.WeightKg} kg 超过生产线 {line.Id} 模台的承载 {pallets.MaxLoadKg} kg",
                    $"{element.WeightKg} kg is more than a pallet of line {line.Id} carries, {pallets.MaxLoadKg} kg"));
        }
    }
}
