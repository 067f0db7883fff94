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

        var tardiness = schedule.Parts.Tardiness / Hour;
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
            (int)schedule.Parts.Changeovers,
            Math.Round(schedule.Parts.Overtime / Hour, 4),
            pallets,
            palletArea == 0 ? 0 : Math.Round((double)area / palletArea, 4),
            volume,
            Math.Round(elapsed.TotalSeconds, 3),
            status.ToString().ToLowerInvariant())
        {
            Parts = ObjectiveFigures.Of(schedule, bound),
            YardPeak = Plans.YardPeak.Of(model, loads, schedule),
        };
    }

    /// <summary>Points, from 3,600ths.</summary>
    public static double Objective(long cost) => Math.Round(cost / Hour, 4);
}
