using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Does without overtime where it is dearer than what it saves: days of a plan are closed to it one by one, or all together and opened again
/// one by one, as long as that costs less. The order of loads stays; a simulation judges each day. A plan without overtime on some days keeps
/// every rule of the plant.
/// </summary>
internal sealed class OvertimeDays(Solution start, Func<bool> stop)
{
    private readonly HashSet<int> _closed = [];

    /// <summary>The plant with its days closed, and the solution in it; the same ones where overtime is worth its price or has none.</summary>
    public (PlantModel Model, Solution Best) Settle(PlantModel model)
    {
        var best = (Model: model, Solution: start);
        if (model.Plant.Objective.OvertimePerHour == 0 || stop())
        {
            return best;
        }

        var used = Used(model);
        if (used.Count == 0)
        {
            return best;
        }

        TryAll(model, ref best);
        for (var better = true; better && !stop();)
        {
            better = false;
            foreach (var day in _closed.Concat(Used(best.Model)).Distinct().Order().ToList())
            {
                better |= !stop() && TryOther(model, day, ref best);
            }
        }

        return best;
    }

    private void TryAll(PlantModel model, ref (PlantModel Model, Solution Solution) best)
    {
        HashSet<int> days = [];
        var without = model;
        for (var used = Used(model); used.Count > 0 && !stop(); used = Used(without))
        {
            days.UnionWith(used);
            without = model.WithoutOvertime(days);
        }

        if (Simulated(without) is var all && all.Cost < best.Solution.Cost)
        {
            best = (without, all);
            _closed.UnionWith(days);
        }
    }

    private bool TryOther(PlantModel model, int day, ref (PlantModel Model, Solution Solution) best)
    {
        HashSet<int> days = [.. _closed];
        if (!days.Remove(day))
        {
            days.Add(day);
        }

        var other = model.WithoutOvertime(days);
        var solution = Simulated(other);
        if (solution.Cost >= best.Solution.Cost)
        {
            return false;
        }

        best = (other, solution);
        _closed.Clear();
        _closed.UnionWith(days);
        return true;
    }

    private Solution Simulated(PlantModel model)
    {
        var decoder = new Decoder(model);
        decoder.Run(start.Loads, start.Order);
        return start with { Cost = decoder.Schedule.Cost, OnTime = decoder.Schedule.OnTime };
    }

    // Days, counted from the plan's start, on which a shift is followed by overtime.
    private HashSet<int> Used(PlantModel model)
    {
        var decoder = new Decoder(model);
        decoder.Run(start.Loads, start.Order);
        var schedule = decoder.Schedule;
        HashSet<int> days = [];
        for (var i = 0; i < schedule.Count; i++)
        {
            var line = model.Lines[start.Loads[i].Line];
            for (var step = 0; step < line.Steps.Length; step++)
            {
                var at = (i * schedule.MaxSteps) + step;
                var calendar = model.Calendars.Steps[line.Index][step];
                if (Decoder.Overtime(calendar, line.Steps[step].Kind, schedule.Start[at], schedule.End[at]) > 0)
                {
                    days.Add(WorkCalendar.DayOf(calendar.EndOf(calendar.IndexAt(schedule.Start[at]))));
                }
            }
        }

        return days;
    }
}
