namespace PrecastMes.Exchange.Orders;

/// <summary>The columns of an order file, as <c>config/schemas/orders.schema.json</c> describes them.</summary>
public static class OrderColumns
{
    /// <summary>The columns that each file has, in the order in which the product writes them; a file may have another order.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        Project, ProjectNameZh, ProjectNameEn, District, Building, Floor, Element, Mark, Family,
        LengthMm, WidthMm, ThicknessMm, ConcreteGrade, VolumeM3, WeightKg, NeedDate,
    ];

    /// <summary>
    /// All columns: those behind the required ones may be left out, or their fields be empty. A <c>probability</c> under 1 makes an
    /// offer of the file.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = [.. Required, ReleaseDate, TardinessWeight, Probability];

    internal const string Project = "project";
    internal const string ProjectNameZh = "project_name_zh";
    internal const string ProjectNameEn = "project_name_en";
    internal const string District = "district";
    internal const string Building = "building";
    internal const string Floor = "floor";
    internal const string Element = "element";
    internal const string Mark = "mark";
    internal const string Family = "family";
    internal const string LengthMm = "length_mm";
    internal const string WidthMm = "width_mm";
    internal const string ThicknessMm = "thickness_mm";
    internal const string ConcreteGrade = "concrete_grade";
    internal const string VolumeM3 = "volume_m3";
    internal const string WeightKg = "weight_kg";
    internal const string NeedDate = "need_date";
    internal const string ReleaseDate = "release_date";
    internal const string TardinessWeight = "tardiness_weight";
    internal const string Probability = "probability";
}
