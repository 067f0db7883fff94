using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;

namespace PrecastMes.Scheduling.Plans;

/// <summary>The parts of a plan's objective with what is proven of each.</summary>
internal static class ObjectiveFigures
{
    private const double Hour = 3600;
    private const double Day = 86_400;

    public static IReadOnlyList<ObjectivePart> Of(Schedule schedule, LowerBound bound)
    {
        var (parts, least, weights) = (schedule.Parts, bound.Parts, bound.Weights);
        return
        [
            Part("floorTardiness", "h", parts.FloorTardiness, Hour, weights.FloorTardinessPerHour, least.FloorTardiness),
            Part("tardiness", "h", parts.Tardiness, Hour, weights.TardinessPerHour, least.Tardiness),
            Part("earliness", "d", parts.Earliness, Day, weights.EarlinessPerDay, null),
            Part("overtime", "h", parts.Overtime, Hour, weights.OvertimePerHour, null),
            Part("changeovers", "count", parts.Changeovers, 1, weights.ChangeoverEach, least.Changeovers),
            Part("mouldChange", "h", parts.MouldChange, Hour, weights.MouldChangePerHour, null),
            Part("makespan", "h", schedule.Makespan, Hour, weights.MakespanPerHour, bound.Makespan),
        ];
    }

    private static ObjectivePart Part(string part, string unit, long amount, double size, int weight, long? least) =>
        new(part, unit, Math.Round(amount / size, 4), weight, Math.Round(amount / size * weight, 4), least is { } seconds ? Math.Round(seconds / size, 4) : null);
}
