using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Lines;

/// <summary>
/// Decides for the lines of a plant; no clock, no I/O. It looks at levels, never at edges: whatever was missed, repeated or
/// lost on the way, the next look at the PLC's image decides the same.
/// </summary>
public static class LineDecider
{
    /// <summary>A new owner takes over with an epoch above its forerunner's and above what the PLC has seen.</summary>
    public static LineDecision StartOwner(LineState state, uint fenceAtPlc, DateTimeOffset now) =>
        LineDecision.Of(new OwnerStarted(now, Math.Max(state.Fence, fenceAtPlc) + 1));

    /// <summary>Looks at everything: takes in results and faults, then commands what can go on.</summary>
    public static LineDecision Advance(LineState state, PlcImage image, PlantLayout layout, DateTimeOffset now)
    {
        if (!image.Connected)
        {
            return LineDecision.Nothing with { WakeAt = WorkWindow.NextBoundary(layout.Calendar, now) };
        }

        if (image.Fence > state.Fence)
        {
            return LineDecision.Nothing with { FencedOff = true };
        }

        var draft = new LineDraft(state, image, layout, now);
        ResultRules.Apply(draft);
        foreach (var line in layout.Plant.CirculationLines)
        {
            FinishingRules.Apply(draft, line.Id, line.FinishingStations);
            CirculationRules.Apply(draft, line);
        }

        foreach (var area in layout.Plant.FixedMouldAreas)
        {
            FinishingRules.Apply(draft, area.Id, area.FinishingStations);
            FixedAreaRules.Apply(draft, area);
        }

        return draft.Decide();
    }

    /// <summary>Releases the loads of a plan, whole or not at all. Releasing a plan again changes nothing.</summary>
    public static LineDecision Release(
        LineState state, string planId, IReadOnlyList<ReleasedLoad> loads, PlantLayout layout, DateTimeOffset now)
    {
        if (state.Plans.Contains(planId))
        {
            return LineDecision.Nothing;
        }

        var problems = loads.SelectMany(l => Problems(state, l, layout)).Concat(Repeated(loads)).Take(20).ToList();
        return problems.Count == 0
            ? LineDecision.Of(new LoadsReleased(now, planId, loads))
            : LineDecision.Refuse("loads-not-fit", string.Join("; ", problems));
    }

    /// <summary>
    /// Releases the loads of a repaired plan in place of loads that have not begun, whole or not at all. Doing it again changes nothing.
    /// </summary>
    public static LineDecision Replace(
        LineState state, string planId, IReadOnlyList<string> withdrawn, IReadOnlyList<ReleasedLoad> loads, PlantLayout layout, DateTimeOffset now)
    {
        if (state.Plans.Contains(planId))
        {
            return LineDecision.Nothing;
        }

        var gone = withdrawn.Where(id => !state.Loads.ContainsKey(id)).Take(20).ToList();
        if (gone.Count > 0)
        {
            return LineDecision.Refuse("load-gone", $"Finished or replaced since: {string.Join(", ", gone)}. Repair the plan again.");
        }

        var begun = withdrawn.Where(id => state.Loads[id].Stage != LoadStage.Waiting).Take(20).ToList();
        if (begun.Count > 0)
        {
            return LineDecision.Refuse("load-begun", $"Begun since: {string.Join(", ", begun)}. Repair the plan again.");
        }

        var without = state.Withdraw(withdrawn);
        var problems = loads.SelectMany(l => Problems(without, l, layout)).Concat(Repeated(loads)).Take(20).ToList();
        return problems.Count == 0
            ? LineDecision.Of(new LoadsReplaced(now, planId, withdrawn, loads))
            : LineDecision.Refuse("loads-not-fit", string.Join("; ", problems));
    }

    /// <summary>A person lets a load go on in spite of a broken curing limit.</summary>
    public static LineDecision LiftHold(LineState state, string loadId, string by, string reason, DateTimeOffset now)
    {
        if (!state.Loads.TryGetValue(loadId, out var load))
        {
            return LineDecision.Refuse("unknown-load", $"Load {loadId} is not on a line.");
        }

        if (!load.Held)
        {
            return LineDecision.Refuse("not-held", $"Load {loadId} is not held.");
        }

        return string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(reason)
            ? LineDecision.Refuse("no-reason", $"Lifting the hold of {loadId} needs a name and a reason.")
            : LineDecision.Of(new CuringHoldLifted(now, loadId, by, reason));
    }

    private static IEnumerable<string> Repeated(IReadOnlyList<ReleasedLoad> loads)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var load in loads)
        {
            if (!seen.Add(load.LoadId))
            {
                yield return $"load {load.LoadId} comes twice";
            }

            foreach (var element in load.Elements)
            {
                if (!seen.Add(element.ElementId))
                {
                    yield return $"element {element.ElementId} comes twice";
                }
            }

            foreach (var mould in load.Elements.GroupBy(e => e.MouldUnit, StringComparer.Ordinal).Where(g => g.Count() > 1))
            {
                yield return $"load {load.LoadId} needs mould {mould.Key} twice";
            }
        }
    }

    private static IEnumerable<string> Problems(LineState state, ReleasedLoad load, PlantLayout layout)
    {
        var area = layout.Area(load.LineId);
        if (area is null && layout.Circulation(load.LineId) is null)
        {
            yield return $"load {load.LoadId} is for line {load.LineId}, which the plant has not";
        }

        if (state.Loads.ContainsKey(load.LoadId))
        {
            yield return $"load {load.LoadId} is released already";
        }

        if (layout.Program(load.CuringProgramId) is null)
        {
            yield return $"load {load.LoadId} cures by {load.CuringProgramId}, which the plant has not";
        }

        if (load.Elements.Count == 0 || (area is not null && load.Elements.Count > 1))
        {
            yield return $"load {load.LoadId} has {load.Elements.Count} elements";
        }

        foreach (var element in load.Elements)
        {
            if (state.Elements.TryGetValue(element.ElementId, out var other))
            {
                yield return $"element {element.ElementId} of load {load.LoadId} is released in load {other}";
            }

            if (layout.LineOfMould(element.MouldUnit) != load.LineId)
            {
                yield return $"mould {element.MouldUnit} of load {load.LoadId} is none of line {load.LineId}";
            }
        }
    }
}
