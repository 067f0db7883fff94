namespace PrecastMes.Persistence.Elements;

/// <summary>A page of a list of elements.</summary>
/// <param name="Total">How many the filter lets through.</param>
/// <param name="Skip">How many come before this page.</param>
/// <param name="Items">The page, by project and place in the order.</param>
public sealed record ElementPage(int Total, int Skip, IReadOnlyList<ElementRow> Items);
