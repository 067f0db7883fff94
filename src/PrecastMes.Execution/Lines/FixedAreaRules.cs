using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Lines;

/// <summary>Sends the crews of a fixed-mould area from mould to mould, the earliest released load first.</summary>
internal static class FixedAreaRules
{
    public static void Apply(LineDraft draft, FixedMouldArea area)
    {
        var making = draft.State.Loads.Values
            .Where(l => l.Load.LineId == area.Id && l.Stage == LoadStage.Making)
            .OrderBy(l => l.Order)
            .ToList();
        var gangs = area.Crews.ToDictionary(c => c.Id, c => c.Gangs, StringComparer.Ordinal);
        foreach (var load in making)
        {
            if (BusyCrew(draft, area, load) is { } crew)
            {
                gangs[crew]--;
            }
        }

        foreach (var load in making)
        {
            Serve(draft, area, load, gangs);
        }

        Start(draft, area, gangs);
    }

    /// <summary>The crew that is at a load's mould, or waits there for its concrete.</summary>
    private static string? BusyCrew(LineDraft draft, FixedMouldArea area, LoadState load)
    {
        if (draft.State.Unit(load.Place).Outstanding is { Operation.Length: > 0 } command)
        {
            return area.CrewOfOperation[command.Operation];
        }

        return Casting(draft, area, load) ? area.CrewOfOperation[area.CastOperation] : null;
    }

    private static bool Casting(LineDraft draft, FixedMouldArea area, LoadState load) =>
        load.StepsDone < area.Operations.Count
        && (load.Batched || draft.State.Unit(area.MixerId).Outstanding?.LoadId == load.Load.LoadId);

    private static void Serve(LineDraft draft, FixedMouldArea area, LoadState load, Dictionary<string, int> gangs)
    {
        var mould = load.Place;
        if (!draft.CanCommand(mould))
        {
            return;
        }

        var operations = area.Operations.Count;
        if (load.StepsDone < operations)
        {
            Work(draft, area, area.Operations[load.StepsDone], load, gangs);
        }
        else if (load.StepsDone == operations)
        {
            var program = draft.Layout.Program(load.Load.CuringProgramId)!;
            if (load.CuringSince is null)
            {
                draft.Add(new CuringStarted(draft.Now, load.Load.LoadId, mould, program.Id));
            }

            draft.Cure(mould, load, program.NominalSeconds, PlantLayout.Recipe(program));
        }
        else
        {
            var demould = area.DemouldOperation;
            var work = demould.WorkSeconds(load.Load.FamilyCode, load.Load.Elements.Count);
            var crew = area.CrewOfOperation[demould.Operation];
            if (gangs[crew] > 0 && draft.MayRun(demould.Kind, work) && CuringGate.Open(draft, load, mould))
            {
                gangs[crew]--;
                draft.Run(mould, demould.Operation, demould.Kind, work, load, load.Load.LoadId);
            }
        }
    }

    private static void Work(LineDraft draft, FixedMouldArea area, Station operation, LoadState load, Dictionary<string, int> gangs)
    {
        var work = operation.WorkSeconds(load.Load.FamilyCode, load.Load.Elements.Count);
        var crew = area.CrewOfOperation[operation.Operation];
        if (operation.Operation != area.CastOperation)
        {
            if (gangs[crew] > 0 && draft.MayRun(operation.Kind, work))
            {
                gangs[crew]--;
                draft.Run(load.Place, operation.Operation, operation.Kind, work, load, load.Load.LoadId);
            }
        }
        else if (load.Batched)
        {
            // The crew stands by the mould already; mixed concrete can't wait.
            draft.Run(load.Place, operation.Operation, operation.Kind, work, load, load.Load.LoadId);
        }
        else if (gangs[crew] > 0
            && !Casting(draft, area, load)
            && draft.CanCommand(area.MixerId)
            && draft.MayBatch(area.BatchSeconds, [(operation.Kind, work)], 0))
        {
            gangs[crew]--;
            draft.Batch(area.MixerId, area.BatchSeconds, load, load.Load.LoadId);
        }
    }

    private static void Start(LineDraft draft, FixedMouldArea area, Dictionary<string, int> gangs)
    {
        var first = area.Operations[0];
        var crew = area.CrewOfOperation[first.Operation];
        var promised = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in draft.State.Waiting)
        {
            var load = draft.State.Loads[id];
            if (load.Load.LineId != area.Id)
            {
                continue;
            }

            // A mould goes to the load that was released for it first; loads for other moulds may overtake.
            var mould = load.Load.Elements[0].MouldUnit;
            var work = first.WorkSeconds(load.Load.FamilyCode, load.Load.Elements.Count);
            if (gangs[crew] <= 0 || !draft.ShiftOpen || !draft.MayRun(first.Kind, work))
            {
                return;
            }

            if (!promised.Add(mould) || draft.State.Moulds.ContainsKey(mould) || !draft.CanCommand(mould))
            {
                continue;
            }

            var earliest = load.Load.PlannedStart - CirculationRules.EarliestBefore;
            if (draft.Now < earliest)
            {
                draft.Wake(earliest);
                continue;
            }

            gangs[crew]--;
            draft.Add(new LoadStarted(draft.Now, id, null, mould));
            draft.Run(mould, first.Operation, first.Kind, work, load, id);
        }
    }
}
