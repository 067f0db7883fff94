using PrecastMes.Production.Lines;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A line as the simulation sees it: the steps of its route in order and where in them the marked operations stand.</summary>
internal sealed class LineModel
{
    private LineModel(string id, int index, StationModel[] steps, int finishingFrom, int finalStep)
    {
        Id = id;
        Index = index;
        Steps = steps;
        FinishingFrom = finishingFrom;
        FinalStep = finalStep;
    }

    public string Id { get; }

    public int Index { get; }

    /// <summary>All steps: wet, dry and finishing stations, or the operations in a fixed mould, demoulding and finishing.</summary>
    public StationModel[] Steps { get; }

    /// <summary>First finishing step.</summary>
    public int FinishingFrom { get; }

    /// <summary>The step whose end counts an element as output.</summary>
    public int FinalStep { get; }

    /// <summary>The step that needs concrete.</summary>
    public int CastStep { get; private init; }

    /// <summary>First step after curing: the first dry station, or demoulding.</summary>
    public int FirstDryStep { get; private init; }

    /// <summary>The step whose end frees the moulds.</summary>
    public int StripStep { get; private init; }

    /// <summary>The step whose end hands the elements to the finishing places.</summary>
    public int LiftStep { get; private init; }

    /// <summary>Index of the mixer in <see cref="PlantModel.Mixers"/>.</summary>
    public int Mixer { get; private init; }

    public int BatchSeconds { get; private init; }

    /// <summary>The circulation line, or null for a fixed-mould area.</summary>
    public CirculationLine? Loop { get; private init; }

    /// <summary>The fixed-mould area, or null for a circulation line.</summary>
    public FixedMouldArea? Area { get; private init; }

    /// <summary>Compartment ids of the chamber; empty in an area.</summary>
    public string[] Compartments { get; private init; } = [];

    /// <summary>Pallet ids; empty in an area.</summary>
    public string[] Pallets { get; private init; } = [];

    public static LineModel Of(CirculationLine line, int index, int mixer)
    {
        var steps = line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations).Select(s => new StationModel(s, -1)).ToArray();
        var wet = line.WetStations.Count;
        var finishing = wet + line.DryStations.Count;
        var lift = StepOf(steps, wet, finishing, s => s.Operation == line.LiftOperation, line.Id, line.LiftOperation);
        return new LineModel(line.Id, index, steps, finishing, FinalOf(steps, finishing, line.FinalOperation, lift))
        {
            Loop = line,
            CastStep = StepOf(steps, 0, wet, s => s.Id == line.CastingStationId, line.Id, line.CastingStationId),
            FirstDryStep = wet,
            StripStep = StepOf(steps, wet, finishing, s => s.Operation == line.StripOperation, line.Id, line.StripOperation),
            LiftStep = lift,
            Mixer = mixer,
            BatchSeconds = line.BatchSeconds,
            Compartments = [.. line.Chamber.Compartments()],
            Pallets = [.. line.Pallets.Ids()],
        };
    }

    public static LineModel Of(FixedMouldArea area, int index, int mixer)
    {
        var crews = area.Crews.Select(c => c.Id).ToList();
        var inMould = area.Operations.Append(area.DemouldOperation)
            .Select(s => new StationModel(s, area.CrewOfOperation.TryGetValue(s.Operation, out var crew) ? crews.IndexOf(crew) : -1));
        var steps = inMould.Concat(area.FinishingStations.Select(s => new StationModel(s, -1))).ToArray();
        var demould = area.Operations.Count;
        return new LineModel(area.Id, index, steps, demould + 1, FinalOf(steps, demould + 1, area.FinalOperation, demould))
        {
            Area = area,
            CastStep = StepOf(steps, 0, demould, s => s.Operation == area.CastOperation, area.Id, area.CastOperation),
            FirstDryStep = demould,
            StripStep = demould,
            LiftStep = demould,
            Mixer = mixer,
            BatchSeconds = area.BatchSeconds,
        };
    }

    /// <summary>Seconds that a blocking station waits between two loads: one move out and one move in.</summary>
    /// <exception cref="InvalidOperationException">The line is a fixed-mould area, where nothing moves.</exception>
    public int MovesAt(int step)
    {
        var loop = Loop ?? throw new InvalidOperationException($"Nothing moves between the steps of area {Id}; step {step} was asked for.");
        var into = step == FirstDryStep ? loop.Chamber.RetrieveSeconds : loop.TransferSeconds;
        var outOf = step == FirstDryStep - 1 ? loop.Chamber.StoreSeconds : loop.TransferSeconds;
        return into + outOf;
    }

    private static int FinalOf(StationModel[] steps, int finishingFrom, string operation, int lift)
    {
        var final = Array.FindIndex(steps, finishingFrom, s => s.Station.Operation == operation);
        if (final >= 0)
        {
            return final;
        }

        // A line that names no final inspection counts at the end of its route.
        return finishingFrom < steps.Length ? steps.Length - 1 : lift;
    }

    private static int StepOf(StationModel[] steps, int from, int to, Func<Station, bool> match, string line, string wanted)
    {
        for (var i = from; i < to; i++)
        {
            if (match(steps[i].Station))
            {
                return i;
            }
        }

        throw new ArgumentException($"Line {line}: no step {wanted} between steps {from} and {to - 1}. Maybe the plant was not checked when it was read.");
    }
}
