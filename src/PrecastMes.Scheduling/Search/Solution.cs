using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>A state of the search: loads and their priority.</summary>
/// <param name="Loads">The loads.</param>
/// <param name="Order">Indices of all loads by falling priority, grouped by line.</param>
/// <param name="Cost"><see cref="Decoding.Schedule.Cost"/>.</param>
/// <param name="OnTime">Elements that are on time.</param>
internal sealed record Solution(Load[] Loads, int[] Order, long Cost, int OnTime)
{
    /// <summary>The parts of single lines, to be costed anew.</summary>
    public List<Solution> ByLine()
    {
        var parts = new List<Solution>();
        foreach (var line in Order.GroupBy(i => Loads[i].Line))
        {
            parts.Add(new Solution([.. line.Select(i => Loads[i])], [.. Enumerable.Range(0, line.Count())], 0, 0));
        }

        return parts;
    }

    /// <summary>The whole of several parts, to be costed anew.</summary>
    public static Solution Join(IReadOnlyList<Solution> parts)
    {
        var loads = new List<Load>();
        var order = new List<int>();
        foreach (var part in parts)
        {
            order.AddRange(part.Order.Select(i => loads.Count + i));
            loads.AddRange(part.Loads);
        }

        return new Solution([.. loads], [.. order], 0, 0);
    }
}
