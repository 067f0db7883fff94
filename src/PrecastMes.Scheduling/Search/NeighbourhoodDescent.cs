using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Variable neighbourhood descent (Hansen and Mladenovic 1997) on a solution as a whole: exchanges turns and deals elements that are alike,
/// one after the other, until neither helps any more; then nests anew what is to be finished about the same time, and goes on while that
/// helps. A few simulations do what single moves of the search would need thousands for. No chance is in it.
/// </summary>
internal sealed class NeighbourhoodDescent(PlantModel model, Decoder decoder)
{
    // A round that does not help may lead to one that does: exchanging turns leaves moulds out of account.
    private const int MostFruitless = 3;
    private const int NestingWindow = 86_400;

    private readonly AlikeElements _alike = new(model);

    /// <summary>A solution at least as good.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="stop">Asked before each simulation.</param>
    public Solution Run(Solution start, Func<bool> stop)
    {
        var best = Converge(start, stop);
        var mayNest = model.InForce is null && IsFree(start.Loads);
        while (mayNest && !stop())
        {
            var renested = Converge(Renested(best), stop);
            if (renested.Cost >= best.Cost)
            {
                break;
            }

            best = renested;
        }

        return best;
    }

    /// <summary>A solution at least as good, in which no two elements that are alike would be less late in each other's place.</summary>
    public Solution Deal(Solution solution)
    {
        decoder.Run(solution.Loads, solution.Order);
        var dealt = _alike.Deal(solution.Loads, decoder.Schedule.Finish) is { } loads ? Simulated(loads, solution.Order) : solution;
        return dealt.Cost < solution.Cost ? dealt : solution;
    }

    private static bool IsFree(Load[] loads) => Array.TrueForAll(loads, load => load is { LockedStart: null, Held: null });

    private Solution Converge(Solution start, Func<bool> stop)
    {
        var best = start;
        var state = start;
        decoder.Run(state.Loads, state.Order);
        var fruitless = 0;
        while (fruitless < MostFruitless && !stop())
        {
            var before = best.Cost;
            if (_alike.Deal(state.Loads, decoder.Schedule.Finish) is { } dealt)
            {
                state = Simulated(dealt, state.Order);
                best = state.Cost < best.Cost ? state : best;
            }

            var order = new TurnExchange(model, state.Loads, decoder.Schedule).Order(state.Order);
            if (!stop() && !order.AsSpan().SequenceEqual(state.Order))
            {
                state = Simulated(state.Loads, order);
                best = state.Cost < best.Cost ? state : best;
            }

            fruitless = best.Cost < before ? 0 : fruitless + 1;
        }

        return best;
    }

    // What the plan finishes late is wanted late: it shall not lie beside what can be on time.
    private Solution Renested(Solution solution)
    {
        decoder.Run(solution.Loads, solution.Order);
        var wanted = new int[model.Elements.Length];
        for (var i = 0; i < solution.Loads.Length; i++)
        {
            foreach (var placement in solution.Loads[i].Placements)
            {
                wanted[placement.Element] = decoder.Schedule.Finish[i];
            }
        }

        var loads = new LoadNesting(model, wanted).Nest(NestingWindow);
        var first = Array.ConvertAll(loads, load => load.Placements.Min(p => wanted[p.Element]));
        return Simulated(loads, [.. Enumerable.Range(0, loads.Length).OrderBy(i => loads[i].Line).ThenBy(i => first[i]).ThenBy(i => i)]);
    }

    private Solution Simulated(Load[] loads, int[] order)
    {
        decoder.Run(loads, order);
        return new Solution(loads, order, decoder.Schedule.Cost, decoder.Schedule.OnTime);
    }
}
