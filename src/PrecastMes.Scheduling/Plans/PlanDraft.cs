using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>Writes a simulated schedule as the loads of a plan.</summary>
internal sealed class PlanDraft
{
    private readonly PlantModel _model;
    private readonly Load[] _loads;
    private readonly Schedule _schedule;
    private readonly string _planId;
    private readonly int[] _number;
    private readonly int[] _sequence;

    public PlanDraft(PlantModel model, Load[] loads, Schedule schedule, string planId)
    {
        _model = model;
        _loads = loads;
        _schedule = schedule;
        _planId = planId;
        _number = new int[schedule.Count];
        _sequence = new int[schedule.Count];
        var onLine = new int[model.Lines.Length];
        var next = 0;
        foreach (var load in Enumerable.Range(0, schedule.Count).OrderBy(i => schedule.Release[i]).ThenBy(i => loads[i].Line).ThenBy(i => i))
        {
            _number[load] = ++next;
            _sequence[load] = ++onLine[loads[load].Line];
        }
    }

    /// <summary>Id of a load by its index.</summary>
    public string IdOf(int load) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_planId}-L{_number[load]:0000}");

    /// <summary>All loads by line and sequence.</summary>
    public IReadOnlyList<PlannedLoad> Loads() =>
        [.. Enumerable.Range(0, _schedule.Count).OrderBy(i => _loads[i].Line).ThenBy(i => _sequence[i]).Select(Write)];

    private PlannedLoad Write(int i)
    {
        var load = _loads[i];
        var line = _model.Lines[load.Line];
        var elements = Elements(i, load);
        return new PlannedLoad(
            IdOf(i),
            line.Id,
            _sequence[i],
            line.Loop is null ? null : line.Pallets[_schedule.Pallet[i]],
            load.FamilyCode,
            load.ConcreteGrade,
            _model.Family(load.FamilyCode).CuringProgramId,
            load.VolumeLitres,
            load.MassKg,
            elements,
            At(_schedule.Release[i]),
            At(_schedule.MouldsUntil[i]),
            line.Loop is null ? null : At(_schedule.PalletUntil[i]),
            Operations(i, load, line, elements[0].MouldUnit),
            new PlannedCuring(
                line.Loop is null ? elements[0].MouldUnit : line.Compartments[_schedule.Compartment[i]],
                At(_schedule.StoreStart[i]),
                At(_schedule.CureStart[i]),
                At(_schedule.CureEnd[i]),
                At(_schedule.RetrieveStart[i]),
                At(_schedule.RetrieveEnd[i])),
            At(load.Dues[0]),
            At(_schedule.Finish[i]),
            new PlannedBatch(_model.Mixers[line.Mixer], At(_schedule.BatchStart[i]), At(_schedule.BatchStart[i] + line.BatchSeconds)));
    }

    private DateTimeOffset At(int second) => _model.Instant(second);

    private List<PlannedElement> Elements(int index, Load load)
    {
        // The simulation lists the units by need; hand them to the elements of each type in turn.
        var next = new int[load.NeedTypes.Length];
        for (var need = 1; need < next.Length; need++)
        {
            next[need] = next[need - 1] + load.NeedCounts[need - 1];
        }

        var elements = new List<PlannedElement>(load.Placements.Length);
        foreach (var placement in load.Placements)
        {
            var element = _model.Elements[placement.Element];
            var stock = _model.Moulds[element.MouldType];
            var need = Array.IndexOf(load.NeedTypes, element.MouldType);
            var unit = _schedule.MouldUnit[(index * _schedule.MaxElementsPerLoad) + next[need]++];
            elements.Add(new PlannedElement(
                element.Element.Id, placement.XMm, placement.YMm, placement.Rotated, stock.UnitIds[unit - stock.FirstUnit], At(element.Due))
            {
                Mark = element.Element.Mark,
            });
        }

        return elements;
    }

    private List<PlannedOperation> Operations(int index, Load load, LineModel line, string mould)
    {
        var operations = new List<PlannedOperation>(line.Steps.Length);
        for (var step = 0; step < line.Steps.Length; step++)
        {
            var at = (index * _schedule.MaxSteps) + step;
            var model = line.Steps[step];
            var crew = model.Crew < 0 ? null : line.Area!.Crews[model.Crew].Id;
            operations.Add(new PlannedOperation(
                line.Loop is null && step < line.FinishingFrom ? mould : model.Station.Id,
                model.Station.Operation,
                model.Kind,
                crew,
                crew is null ? null : _schedule.Gang[at] + 1,
                At(_schedule.Arrive[at]),
                At(_schedule.Start[at]),
                At(_schedule.End[at]),
                At(_schedule.Leave[at]),
                load.Work[step]));
        }

        // In order of start: the elements may reach a finishing place while their pallet is still being cleaned.
        operations.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        return operations;
    }
}
