namespace PrecastMes.Server.Api;

/// <summary>A part of a long list.</summary>
/// <param name="Total">Items that match.</param>
/// <param name="Skip">Items before the first of <paramref name="Items"/>.</param>
/// <param name="Take">Most items that were asked for.</param>
/// <param name="Items">The items.</param>
public sealed record Page<T>(int Total, int Skip, int Take, IReadOnlyList<T> Items);
