using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Does without overtime where it is dearer than what it saves: days of a plan are closed to it one by one, or all together and opened again
/// one by one, as long as that costs less. The order of loads stays; a simulation judges each day. A plan without overtime on some days keeps
/// every rule of the plant.
/// </summary>
internal sealed class OvertimeDays
{
    private readonly PlantModel _plant;
    private readonly Func<bool> _stop;
    private readonly HashSet<DateOnly> _closed = [];

    /// <param name="plant">The plant with all overtime that it may work.</param>
    /// <param name="stop">Asked before each simulation.</param>
    public OvertimeDays(PlantModel plant, Func<bool> stop) => (_plant, Model, _stop) = (plant, plant, stop);

    /// <summary>The plant with the days closed so far.</summary>
    public PlantModel Model { get; private set; }

    /// <summary>Closes and opens days for a solution that was simulated on <see cref="Model"/>; gives it with its cost on those that are left.</summary>
    public Solution Settle(Solution solution)
    {
        if (_plant.Plant.Objective.OvertimePerHour == 0 || _stop())
        {
            return solution;
        }

        solution = _closed.Count == 0 ? WithoutAny(solution) : solution;
        for (var better = true; better && !_stop();)
        {
            better = false;
            foreach (var day in _closed.Concat(Used(Model, solution)).Distinct().Order().ToList())
            {
                HashSet<DateOnly> days = [.. _closed];
                if (!days.Remove(day))
                {
                    days.Add(day);
                }

                better |= !_stop() && TryClose(days, ref solution);
            }
        }

        return solution;
    }

    private Solution WithoutAny(Solution solution)
    {
        HashSet<DateOnly> days = [];
        for (var used = Used(_plant, solution); used.Count > 0 && !_stop(); used = Used(_plant.WithoutOvertime(days), solution))
        {
            days.UnionWith(used);
        }

        if (days.Count > 0)
        {
            TryClose(days, ref solution);
        }

        return solution;
    }

    private bool TryClose(HashSet<DateOnly> days, ref Solution solution)
    {
        var other = _plant.WithoutOvertime(days);
        var schedule = Simulate(other, solution).Schedule;
        if (schedule.Cost >= solution.Cost)
        {
            return false;
        }

        solution = solution with { Cost = schedule.Cost, OnTime = schedule.OnTime };
        Model = other;
        _closed.Clear();
        _closed.UnionWith(days);
        return true;
    }

    private static Decoder Simulate(PlantModel model, Solution solution)
    {
        var decoder = new Decoder(model);
        decoder.Run(solution.Loads, solution.Order);
        return decoder;
    }

    // Days on which a shift is followed by overtime.
    private static HashSet<DateOnly> Used(PlantModel model, Solution solution)
    {
        var schedule = Simulate(model, solution).Schedule;
        HashSet<DateOnly> days = [];
        for (var i = 0; i < schedule.Count; i++)
        {
            var line = model.Lines[solution.Loads[i].Line];
            for (var step = 0; step < line.Steps.Length; step++)
            {
                var at = (i * schedule.MaxSteps) + step;
                var calendar = model.Calendars.Steps[line.Index][step];
                if (Decoder.Overtime(calendar, line.Steps[step].Kind, schedule.Start[at], schedule.End[at]) > 0)
                {
                    days.Add(model.DayOfShiftEnd(calendar.EndOf(calendar.IndexAt(schedule.Start[at]))));
                }
            }
        }

        return days;
    }
}
