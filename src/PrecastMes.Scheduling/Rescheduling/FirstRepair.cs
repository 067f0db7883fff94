using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// The first repair: open loads held to the plan in force, what came on top where it costs least, alone on pallets or in the gaps on those
/// that are planned. A line that can't keep its plan is then let go, so that it makes lost time good, if that is worth the moves.
/// </summary>
internal sealed class FirstRepair(PlantModel model, Decoder decoder, OpenWork work)
{
    // Places tried for each new load, fewer when there are many.
    private const int Trials = 9;
    private const int LeastTrials = 3;

    // Pallets looked at for a new element, those planned last before it is due first.
    private const int Hosts = 60;

    /// <summary>The repair; the decoder keeps locks from then on as the repair does.</summary>
    public Solution Find()
    {
        // Held to the plan in force most locks are kept without anything being kept free for them, which would cost others their turn.
        decoder.KeepsLocks = false;
        var best = FindOnce();
        if (best.Cost < Load.LockSeconds * ObjectiveParts.LateSecond(model.Plant.Objective))
        {
            return best;
        }

        decoder.KeepsLocks = true;
        var kept = FindOnce();
        decoder.KeepsLocks = kept.Cost < best.Cost;
        return decoder.KeepsLocks ? kept : best;
    }

    private Solution FindOnce()
    {
        var best = Evaluate(work.Held, work.New, long.MaxValue)!;
        if (work.New.Count > 0)
        {
            var (open, rest) = Join();
            best = rest.Count < work.New.Count && Evaluate(open, rest, best.Cost) is { } joined && joined.Cost < best.Cost ? joined : best;
        }

        decoder.Run(best.Loads, best.Order);
        foreach (var line in Displaced(best))
        {
            Load[] loads = [.. best.Loads.Select(load => load.Line == line ? load.HeldTo(null) : load)];
            if (decoder.Run(loads, best.Order, best.Cost) && decoder.Schedule.Cost < best.Cost)
            {
                best = new Solution(loads, best.Order, decoder.Schedule.Cost, decoder.Schedule.OnTime);
            }
        }

        return best;
    }

    // Lines with loads that couldn't start when they were planned to, told from the schedule that stands in the decoder.
    private int[] Displaced(Solution solution) =>
        [.. Enumerable.Range(0, solution.Loads.Length).Where(i => solution.Loads[i].Held is { } held && held.Start != decoder.Schedule.Release[i]).Select(i => solution.Loads[i].Line).Distinct().Order()];

    private Solution? Evaluate(List<Load> open, IReadOnlyList<Load> fresh, long limit)
    {
        var loads = new List<Load>(open);
        var order = Enumerable.Range(0, loads.Count).OrderBy(i => loads[i].Line).ThenBy(i => loads[i].Held?.Start ?? loads[i].LockedStart ?? int.MaxValue).ThenBy(i => i).ToList();
        foreach (var load in fresh)
        {
            loads.Add(load);
            Insert([.. loads], order, loads.Count - 1, Math.Clamp(Trials / fresh.Count, LeastTrials, 5));
        }

        Load[] all = [.. loads];
        int[] ranks = [.. order];
        return decoder.Run(all, ranks, limit) ? new Solution(all, ranks, decoder.Schedule.Cost, decoder.Schedule.OnTime) : null;
    }

    private void Insert(Load[] loads, List<int> order, int added, int trials)
    {
        var first = order.FindIndex(i => loads[i].Line >= loads[added].Line);
        first = first < 0 ? order.Count : first;
        var end = order.FindIndex(first, i => loads[i].Line > loads[added].Line);
        end = end < 0 ? order.Count : end;
        var byDue = first;
        while (byDue < end && loads[order[byDue]].Dues[0] <= loads[added].Dues[0])
        {
            byDue++;
        }

        var best = byDue;
        var least = long.MaxValue;
        for (var trial = 0; trial < trials; trial++)
        {
            // The due-date place first, then from there to the front and to the end by turns, ever longer steps.
            var share = (double)((trial + 1) / 2) / Math.Max(1, trials / 2);
            var place = trial % 2 == 1 ? byDue - (int)((byDue - first) * share * share) : byDue + (int)((end - byDue) * share * share);
            order.Insert(place, added);
            if (decoder.Run(loads, [.. order], least) && decoder.Schedule.Cost < least)
            {
                least = decoder.Schedule.Cost;
                best = place;
            }

            order.RemoveAt(place);
        }

        order.Insert(best, added);
    }

    // A piece that lies in a gap on a pallet that comes anyway takes no turn of the line.
    private (List<Load> Open, List<Load> Alone) Join()
    {
        var open = work.Held;
        var packer = new PalletPacker(model);
        var rest = new List<Load>();
        foreach (var load in work.New)
        {
            var alone = new List<int>();
            foreach (var placement in load.Placements)
            {
                if (!TryJoin(open, packer, placement.Element))
                {
                    alone.Add(placement.Element);
                }
            }

            while (alone.Count > 0)
            {
                List<int> some = model.Lines[load.Line].Loop is null ? [alone[0]] : packer.Fill(alone[0], alone.Skip(1));
                if (packer.Pack(some) is not { } whole)
                {
                    return (work.Held, [.. work.New]);
                }

                rest.Add(whole);
                alone.RemoveAll(some.Contains);
            }
        }

        return (open, rest);
    }

    private bool TryJoin(List<Load> open, PalletPacker packer, int added)
    {
        var element = model.Elements[added];
        if (model.Lines[element.Line].Loop is not { } loop)
        {
            return false;
        }

        // It has to be cast, cured and finished by then; a day is what that takes with a night in it.
        var latest = element.Due - 86_400;
        var hosts = Enumerable.Range(0, open.Count)
            .Where(i => open[i].Line == element.Line && open[i].FamilyCode == element.Element.FamilyCode && open[i].ConcreteGrade == element.Element.ConcreteGrade
                && open[i].Placements.Length < loop.Pallets.MaxElements && open[i].Held is { } held && held.Start <= latest && held.Start >= element.Release)
            .OrderByDescending(i => open[i].Held!.Start).Take(Hosts);
        foreach (var host in hosts)
        {
            if (packer.Pack([.. open[host].Placements.Select(placement => placement.Element), added]) is { } fuller)
            {
                open[host] = fuller.InPlaceOf(open[host]);
                return true;
            }
        }

        return false;
    }
}
