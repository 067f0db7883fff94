using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>The work on moulds between the uses that loads make of them in the order of the plan in force.</summary>
internal sealed class MouldServices
{
    private readonly PlantModel _model;
    private readonly Dictionary<(FrozenLoad Load, FrozenLoad Before), List<(MouldStock Stock, int Turns, int From, int To)>> _passed = [];

    /// <param name="model">The plant, with what its moulds were used for before.</param>
    /// <param name="loads">The loads.</param>
    public MouldServices(PlantModel model, IReadOnlyList<FrozenLoad> loads)
    {
        _model = model;
        foreach (var stock in model.Moulds.Where(stock => stock.IsServiced))
        {
            for (var i = 0; i < stock.UnitIds.Length; i++)
            {
                Link(stock, stock.UnitIds[i], model.MouldHistory.Turns[stock.FirstUnit + i], loads);
            }
        }
    }

    /// <summary>When a load can have what it takes over from the one before.</summary>
    public int ReadyFor(FrozenLoad load, FrozenLoad before)
    {
        var free = before.End[before.Line.StripStep];

        // Several units pass from one load to another at once: the longest work counts.
        return _passed.TryGetValue((load, before), out var units)
            ? units.Max(unit => unit.Stock.ReadyAt(_model.Calendar, free, unit.Turns, unit.From, unit.To))
            : free;
    }

    private void Link(MouldStock stock, string unit, int turns, IReadOnlyList<FrozenLoad> loads)
    {
        FrozenLoad? before = null;
        var mark = -1;
        foreach (var load in loads.Where(load => load.Planned.Elements.Any(element => element.MouldUnit == unit)).OrderBy(load => load.Release).ThenBy(load => load.Number))
        {
            var next = stock.MarkOf(load.Planned.Elements.First(element => element.MouldUnit == unit).Mark);
            if (before is not null)
            {
                if (!_passed.TryGetValue((load, before), out var units))
                {
                    _passed.Add((load, before), units = []);
                }

                units.Add((stock, turns, mark, next));
            }

            (before, mark, turns) = (load, next, turns + 1);
        }
    }
}
