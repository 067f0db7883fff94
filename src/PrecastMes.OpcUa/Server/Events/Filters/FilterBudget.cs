namespace PrecastMes.OpcUa.Server;

/// <summary>
/// What the where clauses of all who watch may cost for one event, in characters that Like compares: whoever reports it waits for them.
/// Each clause may spend a part of it, and a little even when the others spent all.
/// </summary>
internal sealed class FilterBudget
{
    // Five milliseconds or so.
    private const int OfAll = 1_000_000;
    private const int OfOne = 20_000;
    private const int OfOneAtLeast = 1_000;

    private int _left = OfAll;
    private int _leftOfOne = OfOne;

    /// <summary>True when the present clause would have cost more than it may.</summary>
    public bool IsExceeded => _leftOfOne < 0;

    /// <summary>From here on another clause spends.</summary>
    public void BeginClause() => _leftOfOne = Math.Clamp(_left, OfOneAtLeast, OfOne);

    /// <summary>False when there is nothing left to spend.</summary>
    public bool TrySpend(int characters)
    {
        _left -= Math.Min(_left, characters);
        _leftOfOne = _leftOfOne < characters ? -1 : _leftOfOne - characters;
        return _leftOfOne >= 0;
    }
}
