using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>Moves all loads of a floor on a line together: a floor is as late as its last one, so that moving one alone rarely helps.</summary>
internal static class FloorBlock
{
    /// <summary>Gathers a floor's loads in front of a position; their order among themselves and that of the others stays.</summary>
    /// <param name="order">Indices of loads by priority; changed from <paramref name="first"/> to <paramref name="end"/>.</param>
    /// <param name="loads">The loads.</param>
    /// <param name="floor">Number of the floor.</param>
    /// <param name="first">Where the line begins in the order.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="before">Position, from <paramref name="first"/> to <paramref name="end"/>.</param>
    public static void Gather(Span<int> order, Load[] loads, int floor, int first, int end, int before)
    {
        var moved = new List<int>();
        var ahead = new List<int>(end - first);
        var behind = new List<int>();
        for (var i = first; i < end; i++)
        {
            var part = loads[order[i]].Floors.Contains(floor) ? moved : i < before ? ahead : behind;
            part.Add(order[i]);
        }

        ahead.AddRange(moved);
        ahead.AddRange(behind);
        for (var i = first; i < end; i++)
        {
            order[i] = ahead[i - first];
        }
    }
}
