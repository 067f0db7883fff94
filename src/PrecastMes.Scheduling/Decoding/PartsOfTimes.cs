using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>Counts the parts of the objective from the times of a schedule, however it was made.</summary>
internal sealed class PartsOfTimes(PlantModel model, Load[] loads, Schedule schedule)
{
    public ObjectiveParts Count()
    {
        var parts = new ObjectiveParts { Changeovers = Changeovers(), MouldChange = MouldChange() };
        var floors = new FloorTally(model);
        for (var i = 0; i < schedule.Count; i++)
        {
            var finish = schedule.Finish[i];
            parts.Tardiness += loads[i].Tardiness(finish, out _);
            parts.FloorTardiness += floors.Later(loads[i], finish);
            parts.Earliness += loads[i].Earliness(finish);
            parts.Stability += loads[i].Displacement(schedule.Release[i]);
            parts.Overtime += Overtime(i);
        }

        return parts;
    }

    private long Overtime(int load)
    {
        long seconds = 0;
        var steps = model.Lines[loads[load].Line].Steps;
        var calendars = model.Calendars.Steps[loads[load].Line];
        for (var step = 0; step < steps.Length; step++)
        {
            var at = (load * schedule.MaxSteps) + step;
            seconds += Decoder.Overtime(calendars[step], steps[step].Kind, schedule.Start[at], schedule.End[at]);
        }

        return seconds;
    }

    private long Changeovers()
    {
        long changes = 0;
        foreach (var line in model.Lines.Where(line => line.Loop is not null))
        {
            Load? before = null;
            foreach (var i in Enumerable.Range(0, schedule.Count).Where(i => loads[i].Line == line.Index).OrderBy(i => schedule.BatchStart[i]))
            {
                changes += before is not null && !loads[i].CastsLike(before) ? 1 : 0;
                before = loads[i];
            }
        }

        return changes;
    }

    private long MouldChange()
    {
        long seconds = 0;
        int[] mark = [.. model.MouldHistory.LastMark];
        int[] turns = [.. model.MouldHistory.Turns];
        foreach (var i in Enumerable.Range(0, schedule.Count).Where(i => loads[i].NeedMarks is not null).OrderBy(i => schedule.Release[i]))
        {
            var unit = i * schedule.MaxElementsPerLoad;
            foreach (var next in loads[i].NeedMarks!.SelectMany(marks => marks))
            {
                var taken = schedule.MouldUnit[unit++];
                var stock = model.StockOf(taken);
                seconds += stock.ChangeSeconds(stock.MarkAfter(turns[taken]++, mark[taken]), next);
                mark[taken] = next;
            }
        }

        return seconds;
    }
}
