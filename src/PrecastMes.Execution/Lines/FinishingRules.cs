using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Lines;

/// <summary>Serves the finishing places of a line: what was lifted first is finished first.</summary>
internal static class FinishingRules
{
    public static void Apply(LineDraft draft, string lineId, IReadOnlyList<Station> stations)
    {
        for (var step = stations.Count - 1; step >= 0; step--)
        {
            var station = stations[step];
            if (!draft.CanCommand(station.Id))
            {
                continue;
            }

            LoadState? next = null;
            foreach (var load in draft.State.Loads.Values)
            {
                if (load.Stage == LoadStage.Finishing
                    && load.StepsDone == step
                    && load.Load.LineId == lineId
                    && (next is null || load.LiftedOrder < next.LiftedOrder))
                {
                    next = load;
                }
            }

            if (next is null)
            {
                continue;
            }

            var work = station.WorkSeconds(next.Load.FamilyCode, next.Load.Elements.Count);
            if (draft.MayRun(station.Kind, work))
            {
                draft.Run(station.Id, station.Operation, station.Kind, work, next, next.Load.LoadId);
            }
        }
    }
}
