using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>Computes the key figures of a simulated schedule.</summary>
internal static class KeyFigures
{
    private const double Hour = 3600;

    public static PlanKpi Of(PlantModel model, Load[] loads, Schedule schedule, LowerBound bound, int elements, TimeSpan elapsed, PlanStatus status)
    {
        long volume = 0, area = 0;
        var palletArea = 0L;
        var pallets = 0;
        for (var i = 0; i < schedule.Count; i++)
        {
            volume += loads[i].VolumeLitres;
            if (model.Lines[loads[i].Line].Loop is { } loop)
            {
                pallets++;
                area += loads[i].AreaMm2;
                palletArea += (long)loop.Pallets.LengthMm * loop.Pallets.WidthMm;
            }
        }

        var tardiness = schedule.Tardiness / Hour;
        var makespan = schedule.Makespan / Hour;
        var objective = Objective(schedule.Objective);
        return new PlanKpi(
            elements,
            model.Elements.Length,
            elements == 0 ? 1 : (double)schedule.OnTime / elements,
            Math.Round(tardiness, 4),
            Math.Round(makespan, 4),
            objective,
            bound.Objective,
            objective == 0 ? 0 : Math.Round((objective - bound.Objective) / objective, 6),
            bound.From,
            Changeovers(model, loads, schedule),
            Math.Round(Overtime(model, loads, schedule) / Hour, 4),
            pallets,
            palletArea == 0 ? 0 : Math.Round((double)area / palletArea, 4),
            volume,
            Math.Round(elapsed.TotalSeconds, 3),
            status.ToString().ToLowerInvariant());
    }

    /// <summary>Weighted tardiness hours × 1000 + makespan hours, from the same in seconds.</summary>
    public static double Objective(long cost) => Math.Round(cost / Hour, 4);

    private static int Changeovers(PlantModel model, Load[] loads, Schedule schedule)
    {
        var changes = 0;
        foreach (var line in model.Lines.Where(l => l.Loop is not null))
        {
            Load? before = null;
            foreach (var i in Enumerable.Range(0, schedule.Count)
                .Where(i => loads[i].Line == line.Index)
                .OrderBy(i => schedule.Start[(i * schedule.MaxSteps) + line.CastStep]))
            {
                changes += before is not null && (before.FamilyCode != loads[i].FamilyCode || before.ConcreteGrade != loads[i].ConcreteGrade) ? 1 : 0;
                before = loads[i];
            }
        }

        return changes;
    }

    private static long Overtime(PlantModel model, Load[] loads, Schedule schedule)
    {
        long seconds = 0;
        for (var i = 0; i < schedule.Count; i++)
        {
            var steps = model.Lines[loads[i].Line].Steps;
            for (var step = 0; step < steps.Length; step++)
            {
                if (steps[step].Kind == OperationKind.NonInterruptible)
                {
                    var at = (i * schedule.MaxSteps) + step;
                    seconds += schedule.End[at] - schedule.Start[at] - model.Calendar.Worked(schedule.Start[at], schedule.End[at]);
                }
            }
        }

        return seconds;
    }
}
