namespace PrecastMes.Persistence.Projects;

/// <summary>A project whose order was imported.</summary>
public sealed class ProjectRow
{
    /// <summary>The project, e.g. <c>HX1</c>; key.</summary>
    public required string Id { get; set; }

    /// <summary>Name, simplified Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name, English.</summary>
    public required string NameEn { get; set; }

    /// <summary>Area of the city plan's table 1, e.g. <c>T1-06</c>.</summary>
    public required string DistrictId { get; set; }

    /// <summary>When its order was imported.</summary>
    public DateTimeOffset ImportedAt { get; set; }
}
