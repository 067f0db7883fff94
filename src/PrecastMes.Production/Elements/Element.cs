namespace PrecastMes.Production.Elements;

/// <summary>One ordered precast element (构件): the piece that is made once, traced and delivered.</summary>
/// <param name="Id">Unique in the plant for ever, e.g. <c>HX1-B1-F03-DBS1-02</c>.</param>
/// <param name="ProjectId">The project that ordered it.</param>
/// <param name="Building">Building in the project, e.g. <c>B1</c>.</param>
/// <param name="Floor">Floor number, 1 upward; basements are negative.</param>
/// <param name="Mark">Type mark (构件型号): elements of one mark are alike and share a mould type.</param>
/// <param name="FamilyCode"><see cref="ElementFamily.Code"/>.</param>
/// <param name="LengthMm">Length as it lies on the pallet, mm, over 0.</param>
/// <param name="WidthMm">Width as it lies on the pallet, mm, over 0.</param>
/// <param name="ThicknessMm">Thickness, mm, over 0.</param>
/// <param name="ConcreteGrade">Strength grade (强度等级), e.g. <c>C30</c>.</param>
/// <param name="VolumeLitres">Concrete volume, litres.</param>
/// <param name="WeightKg">Mass when lifted, kg.</param>
/// <param name="NeedDate">The day on which the site needs it (交期), plant zone.</param>
public sealed record Element(
    string Id,
    string ProjectId,
    string Building,
    int Floor,
    string Mark,
    string FamilyCode,
    int LengthMm,
    int WidthMm,
    int ThicknessMm,
    string ConcreteGrade,
    int VolumeLitres,
    int WeightKg,
    DateOnly NeedDate)
{
    /// <summary>The first day on which it may be made, plant zone: its drawings and embeds are released (放行日期); null when it may be at once.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>What an hour late of it counts beside one of another element (拖期权重), 1–100.</summary>
    public int TardinessWeight { get; init; } = 1;

    /// <summary>Plan area on the pallet, mm².</summary>
    public long AreaMm2 => (long)LengthMm * WidthMm;
}
