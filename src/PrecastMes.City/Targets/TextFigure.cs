using PrecastMes.Production;

namespace PrecastMes.City.Targets;

/// <summary>A figure of the plan's prose, kept apart from its tables.</summary>
/// <param name="Id">Baselines are <c>B-…</c>, targets <c>G-…</c>.</param>
/// <param name="Kind"><c>baseline</c> or <c>target</c>.</param>
/// <param name="NameZh">Name.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Year">Year; null where the prose names none.</param>
/// <param name="Comparator"><c>=</c>, <c>&gt;=</c> (以上) or <c>~</c> (左右).</param>
/// <param name="QuoteZh">The words of the plan.</param>
/// <param name="PlanSection">Its section.</param>
public sealed record TextFigure(
    string Id,
    string Kind,
    string NameZh,
    string NameEn,
    decimal Value,
    string Unit,
    int? Year,
    string Comparator,
    string QuoteZh,
    string PlanSection)
{
    /// <summary>Name in both languages.</summary>
    public LocalizedText Name => new(NameZh, NameEn);
}
