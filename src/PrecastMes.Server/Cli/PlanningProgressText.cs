using PrecastMes.Scheduling;

namespace PrecastMes.Server.Cli;

/// <summary>Shows a search on a <see cref="ProgressLine"/>, on the searching thread so that no report comes after its end.</summary>
internal sealed class PlanningProgressText(ProgressLine line) : IProgress<PlanningProgress>
{
    public void Report(PlanningProgress value) => line.Show(Text.Of(
        "plan.progress", value.Elapsed.TotalSeconds, value.Objective, value.LowerBound, value.OnTimeShare * 100));
}
