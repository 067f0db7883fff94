using PrecastMes.Production;

namespace PrecastMes.City.Targets;

/// <summary>A row of a table: one indicator of the city or one area.</summary>
/// <param name="Id">e.g. <c>T2-07</c>; areas are the districts of orders.</param>
/// <param name="NameZh">Name as printed.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Unit"><c>%</c>, <c>count</c>, <c>10^4 m3/a</c> or <c>10^4 t/a</c>.</param>
/// <param name="AttributeZh">属性 as printed, 预期性; null where the table has no such column.</param>
/// <param name="AttributeEn">In English.</param>
/// <param name="Source">Table and row.</param>
/// <param name="Values">Target by year.</param>
/// <param name="UnitZh">Unit as printed.</param>
/// <param name="RowNo">Row number as printed.</param>
/// <param name="SubRow">Letter of a part row.</param>
/// <param name="ParentZh">Area of which this is a part.</param>
/// <param name="ParentEn">In English.</param>
/// <param name="CategoryZh">分类 as printed.</param>
/// <param name="CategoryEn">In English.</param>
public sealed record TargetRow(
    string Id,
    string NameZh,
    string NameEn,
    string Unit,
    string? AttributeZh,
    string? AttributeEn,
    TargetSource Source,
    IReadOnlyList<TargetValue> Values,
    string? UnitZh = null,
    string? RowNo = null,
    string? SubRow = null,
    string? ParentZh = null,
    string? ParentEn = null,
    string? CategoryZh = null,
    string? CategoryEn = null)
{
    /// <summary>Name with the area of which it is a part: 滨海新区 核心区.</summary>
    public LocalizedText Name => ParentZh is null
        ? new LocalizedText(NameZh, NameEn)
        : new LocalizedText($"{ParentZh} {NameZh}", $"{ParentEn}: {NameEn}");

    /// <summary>Expected and not binding (预期性): missing it is shown amber, never red.</summary>
    public bool IsAnticipatory => AttributeZh == "预期性";

    /// <summary>The target of a year; null when the table has no such column.</summary>
    public TargetValue? In(int year) => Values.FirstOrDefault(v => v.Year == year);
}

/// <summary>Where a row stands in the plan.</summary>
public sealed record TargetSource(int Table, int Row);
