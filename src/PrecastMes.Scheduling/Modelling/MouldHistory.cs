namespace PrecastMes.Scheduling.Modelling;

/// <summary>What each mould unit was used for before the loads to be planned: how often, for which mark last, and since when it is free.</summary>
internal sealed class MouldHistory
{
    private const int LongAgo = int.MinValue / 4;

    public MouldHistory(PlantModel model, PlanningProblem problem)
    {
        Turns = new int[model.MouldUnits];
        LastMark = new int[model.MouldUnits];
        FreeSince = new int[model.MouldUnits];
        Array.Fill(LastMark, -1);
        Array.Fill(FreeSince, LongAgo);
        foreach (var (id, use) in problem.MouldUses)
        {
            var unit = model.UnitOf(id);
            Turns[unit] = use.Turns;
            LastMark[unit] = model.StockOf(unit).MarkOf(use.LastMark);
            FreeSince[unit] = use.FreeSince is { } since ? Math.Max(LongAgo, model.Second(since)) : LongAgo;
        }

        foreach (var load in problem.Committed.OrderBy(load => load.MouldsFrom))
        {
            foreach (var element in load.Elements)
            {
                var unit = model.UnitOf(element.MouldUnit);
                Turns[unit]++;
                LastMark[unit] = model.StockOf(unit).MarkOf(element.Mark);
                FreeSince[unit] = Math.Max(FreeSince[unit], model.Second(load.MouldsUntil));
            }
        }
    }

    /// <summary>Uses by unit, over its life.</summary>
    public int[] Turns { get; }

    /// <summary>Index of the mark by unit; -1 when it is not known.</summary>
    public int[] LastMark { get; }

    /// <summary>Second by unit from which it is free, long ago when it is not known.</summary>
    public int[] FreeSince { get; }
}
