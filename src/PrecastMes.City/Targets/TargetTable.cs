namespace PrecastMes.City.Targets;

/// <summary>A table of the plan.</summary>
/// <param name="Table">Its number: 1 are the areas, 2 the industry.</param>
/// <param name="TitleZh">Title as printed.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="ColumnsZh">Column heads as printed.</param>
/// <param name="Notes">What to know when reading it.</param>
/// <param name="Rows">Rows in printed order.</param>
public sealed record TargetTable(
    int Table,
    string TitleZh,
    string TitleEn,
    IReadOnlyList<string> ColumnsZh,
    IReadOnlyList<string> Notes,
    IReadOnlyList<TargetRow> Rows);
