using PrecastMes.Production.Calendars;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A planning problem in numbers: seconds from the start, indices instead of ids, elements that can be made and those that can't.</summary>
internal sealed class PlantModel
{
    // Seconds of a plan are 32-bit.
    private const int LongestHorizonDays = 20_000;

    // Nobody draws so far ahead; a date beyond is a mistake, and no calendar is laid so far.
    private const int FarthestReleaseDays = 3_650;

    private readonly Dictionary<(string Line, string Mark), int> _mouldOfMark = [];
    private readonly Dictionary<string, int> _mouldSets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementFamily> _families;
    private readonly Dictionary<string, int> _units;
    private readonly ShiftFit _shifts;
    private readonly TimeZoneInfo _zone;

    public PlantModel(PlanningProblem problem)
    {
        Plant = problem.Plant;
        StartAt = WholeSecond(problem.StartAt);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(Plant.Calendar.TimeZoneId);
        _families = Plant.Families.ToDictionary(f => f.Code, StringComparer.Ordinal);
        var mixers = Plant.CirculationLines.Select(l => l.MixerId).Concat(Plant.FixedMouldAreas.Select(a => a.MixerId)).Distinct(StringComparer.Ordinal).ToArray();
        Mixers = mixers;
        Lines =
        [
            .. Plant.CirculationLines.Select((l, i) => LineModel.Of(l, i, Array.IndexOf(mixers, l.MixerId))),
            .. Plant.FixedMouldAreas.Select((a, i) => LineModel.Of(a, Plant.CirculationLines.Count + i, Array.IndexOf(mixers, a.MixerId))),
        ];
        var unit = 0;
        var lost = problem.Disturbances.OfType<MouldBroken>().Where(m => m.Until is null).Select(m => m.MouldUnit).ToHashSet(StringComparer.Ordinal);
        Moulds = new MouldStock[Plant.MouldTypes.Count];
        for (var i = 0; i < Moulds.Length; i++)
        {
            var type = Plant.MouldTypes[i];
            string[] ids = [.. type.Units()];
            Moulds[i] = new MouldStock(type, i, unit, ids, ids.Except(lost, StringComparer.Ordinal).Count());
            unit += type.Count;
            foreach (var mark in type.Marks)
            {
                _mouldOfMark.TryAdd((type.LineId, mark), i);
            }
        }

        _units = Moulds.SelectMany(stock => stock.UnitIds.Select((id, i) => (id, Unit: stock.FirstUnit + i))).ToDictionary(each => each.id, each => each.Unit, StringComparer.Ordinal);
        Calendars = Laid(HorizonDays(problem));
        NoOvertime = problem.NoOvertime;
        Calendars = NoOvertime.Count == 0 ? Calendars : Calendars.WithoutOvertime(end => NoOvertime.Contains(DayOfShiftEnd(end)));
        _shifts = new ShiftFit(Lines, Mixers, Calendars);
        MaxSteps = Lines.Max(l => l.Steps.Length);
        MaxElementsPerLoad = Math.Max(1, Lines.Max(l => l.Loop?.Pallets.MaxElements ?? 1));
        InForce = problem.InForce;
        Disturbances = problem.Disturbances;
        Sort(problem.Elements);
        Occupation = new Occupation(this, problem.Committed, problem.Disturbances);
        MouldHistory = new MouldHistory(this, problem);
        EarlyStock =
        [
            .. problem.InYard.Select(Second),
            .. problem.Committed.SelectMany(load => load.Elements.Where(element => element.DueAt > load.FinishAt)).Select(element => Second(element.DueAt)),
        ];
    }

    public Plant Plant { get; }

    /// <summary>Second 0.</summary>
    public DateTimeOffset StartAt { get; }

    /// <summary>When each resource works.</summary>
    public ResourceCalendars Calendars { get; private set; }

    /// <summary>Days on which no overtime is worked, although the calendar would allow it.</summary>
    public IReadOnlyCollection<DateOnly> NoOvertime { get; private set; }

    /// <summary>The plant's shifts.</summary>
    public WorkCalendar Calendar => Calendars.OfPlant;

    /// <summary>Circulation lines, then fixed-mould areas.</summary>
    public LineModel[] Lines { get; }

    public string[] Mixers { get; }

    public MouldStock[] Moulds { get; }

    /// <summary>Number of mould units of all types.</summary>
    public int MouldUnits => _units.Count;

    /// <summary>Number of a mould unit.</summary>
    /// <exception cref="KeyNotFoundException">The plant has no such unit.</exception>
    public int UnitOf(string mouldUnit) => _units[mouldUnit];

    /// <summary>The mould type of a unit, by its number.</summary>
    public MouldStock StockOf(int unit) => Array.FindLast(Moulds, stock => stock.FirstUnit <= unit)!;

    /// <summary>Most steps of any line's route.</summary>
    public int MaxSteps { get; }

    public int MaxElementsPerLoad { get; }

    public ElementModel[] Elements { get; private set; } = [];

    /// <summary>By floor: the weights of its elements together.</summary>
    public long[] FloorWeights { get; private set; } = [];

    public IReadOnlyList<UnplannedElement> Unplanned { get; private set; } = [];

    /// <summary>What loads that are already released hold.</summary>
    public Occupation Occupation { get; }

    /// <summary>What mould units were used for up to and with the released loads.</summary>
    public MouldHistory MouldHistory { get; }

    /// <summary>Due seconds of elements that are finished before they are due, or will be, by earlier plans.</summary>
    public int[] EarlyStock { get; }

    /// <summary>What is out of service.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; }

    /// <summary>The plan in force, where leaving it has a price.</summary>
    public PlannedStarts? InForce { get; }

    /// <summary>Mould sets numbered so far; grows as loads are made.</summary>
    public int MouldSets => _mouldSets.Count;

    /// <summary>Number of a combination of line, release and mould needs, with their marks where it matters to the mould, the same for equal combinations.</summary>
    public int MouldSetOf(int line, int release, int[] types, int[] counts, int[][]? marks)
    {
        var key = $"{line}:{release}:{string.Join(',', types)}:{string.Join(',', counts)}:{string.Join(';', marks?.Select(m => string.Join(',', m)) ?? [])}";
        if (!_mouldSets.TryGetValue(key, out var number))
        {
            number = _mouldSets.Count;
            _mouldSets.Add(key, number);
        }

        return number;
    }

    /// <summary>Seconds from the start, fractions rounded up.</summary>
    public int Second(DateTimeOffset instant) => (int)Math.Ceiling((instant - StartAt).TotalSeconds);

    public DateTimeOffset Instant(int second) => StartAt.AddSeconds(second);

    /// <summary>Due instant: the start of the need date less the yard's lead days, plant zone.</summary>
    public DateTimeOffset DueAt(Element element) => StartOf(element.NeedDate.AddDays(-Plant.YardLeadDays));

    // The first instant of a day, plant zone.
    private DateTimeOffset StartOf(DateOnly day) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), _zone), TimeSpan.Zero);

    /// <summary>What keeps elements of a family from being made on a line in the working times of its resources; null when nothing does.</summary>
    public ShiftMisfit? ShiftMisfit(LineModel line, string familyCode) => _shifts.Of(line, familyCode);

    /// <summary>Most elements of a family on a pallet of a line: those it takes, or fewer where work in one piece would outgrow the shifts.</summary>
    public int MostElements(LineModel line, string familyCode) => _shifts.MostElements(line, familyCode);

    /// <summary>The local day whose shift ends at a second; a shift that ends at midnight is of the day before.</summary>
    public DateOnly DayOfShiftEnd(int second) => _zone.DayOf(Instant(second - 1));

    /// <summary>The same plant, some more days without overtime.</summary>
    public PlantModel WithoutOvertime(IReadOnlySet<DateOnly> days)
    {
        var copy = (PlantModel)MemberwiseClone();
        copy.NoOvertime = [.. NoOvertime.Union(days).Order()];
        copy.Calendars = Calendars.WithoutOvertime(end => days.Contains(DayOfShiftEnd(end)));
        return copy;
    }

    public ElementFamily Family(string code) => _families[code];

    private static DateTimeOffset WholeSecond(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        var rest = utc.Ticks % TimeSpan.TicksPerSecond;
        return rest == 0 ? utc : utc.AddTicks(TimeSpan.TicksPerSecond - rest);
    }

    // The horizon is meant for a plant whose resources all work as it does; where one works less, all takes longer.
    private ResourceCalendars Laid(int days)
    {
        var calendars = new ResourceCalendars(Plant, Lines, Mixers, StartAt, days);
        var sparsity = calendars.Sparsity(Lines);
        return sparsity > 1 ? new ResourceCalendars(Plant, Lines, Mixers, StartAt, (int)Math.Min(LongestHorizonDays, days * sparsity)) : calendars;
    }

    private static int HorizonDays(PlanningProblem problem)
    {
        // Generous: every mould unit could take three days a cycle and a single line an hour an element.
        var marks = problem.Elements.GroupBy(e => e.Mark, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var cycles = problem.Plant.MouldTypes
            .Select(t => t.Marks.Sum(m => marks.GetValueOrDefault(m)) / Math.Max(1, t.Count))
            .DefaultIfEmpty(0).Max();
        var outage = problem.Disturbances.Select(d => d switch
        {
            StationDown down => down.Until,
            PalletHeld held => held.Until,
            MouldBroken broken => broken.Until ?? problem.StartAt,
            CrewMissing missing => missing.Until,
            _ => problem.StartAt,
        }).Select(until => (int)(until - problem.StartAt).TotalDays).DefaultIfEmpty(0).Max();
        var today = DateOnly.FromDateTime(problem.StartAt.Date).DayNumber;
        var release = problem.Elements.Select(e => Math.Min(FarthestReleaseDays, (e.ReleaseDate?.DayNumber ?? today) - today)).DefaultIfEmpty(0).Max();
        var committed = problem.Committed.Select(l => (int)(l.FinishAt - problem.StartAt).TotalDays).DefaultIfEmpty(0).Max();
        var away = problem.Plant.MouldTypes
            .Select(t => t.Life is { } life ? life.RenewalDays * (1 + (t.Marks.Sum(m => marks.GetValueOrDefault(m)) / Math.Max(1, t.Count) / life.Turns)) : 0)
            .DefaultIfEmpty(0).Max();
        return Math.Min(LongestHorizonDays, 120 + away + (3 * cycles) + (problem.Elements.Count / 8) + Math.Max(0, committed) + Math.Max(0, outage) + Math.Max(0, release));
    }

    private void Sort(IReadOnlyList<Element> elements)
    {
        var makeable = new List<ElementModel>(elements.Count);
        var unplanned = new List<UnplannedElement>();
        var floors = new Dictionary<(string Project, string Building, int Floor), int>();
        foreach (var element in elements)
        {
            var reason = Refusal(element, out var line, out var mould);
            if (reason is not null)
            {
                unplanned.Add(reason);
                continue;
            }

            var program = Plant.CuringPrograms.First(p => p.Id == _families[element.FamilyCode].CuringProgramId);
            var place = (element.ProjectId, element.Building, element.Floor);
            floors.TryAdd(place, floors.Count);
            makeable.Add(new ElementModel(
                element,
                line,
                mould,
                Moulds[mould].MarkOf(element.Mark),
                program.NominalSeconds,
                Second(DueAt(element)),
                floors[place],
                element.ReleaseDate is { } release ? Math.Max(0, Second(StartOf(release))) : 0,
                InForce is not null && InForce.Of.TryGetValue(element.Id, out var planned) ? Second(planned) : null));
        }

        Elements = [.. makeable];
        FloorWeights = new long[floors.Count];
        foreach (var element in Elements)
        {
            FloorWeights[element.Floor] += element.Element.TardinessWeight;
        }

        Unplanned = unplanned;
    }

    private UnplannedElement? Refusal(Element element, out int line, out int mould)
    {
        mould = -1;
        line = _families.TryGetValue(element.FamilyCode, out var family) ? Array.FindIndex(Lines, l => l.Id == family.LineId) : -1;
        if (line < 0)
        {
            return new UnplannedElement(element.Id, "no-line", $"Family {element.FamilyCode} has no line in plant {Plant.Id}.");
        }

        if (!_mouldOfMark.TryGetValue((Lines[line].Id, element.Mark), out mould) || Moulds[mould].Usable < 1)
        {
            return new UnplannedElement(element.Id, "no-mould", $"Mark {element.Mark} has no mould on line {Lines[line].Id}.");
        }

        if (element.ReleaseDate is { } release && StartOf(release) > StartAt.AddDays(FarthestReleaseDays))
        {
            return new UnplannedElement(element.Id, "not-released", $"Released on {release:yyyy-MM-dd}, more than {FarthestReleaseDays} days ahead.");
        }

        var model = Lines[line];
        if (_shifts.Of(model, element.FamilyCode) is { } misfit)
        {
            return new UnplannedElement(element.Id, misfit.Code, misfit.Message);
        }

        if (model.Loop is not { } loop)
        {
            return null;
        }

        var pallet = loop.Pallets;
        int length = pallet.UsableLengthMm, width = pallet.UsableWidthMm;
        if (!(element.LengthMm <= length && element.WidthMm <= width) && !(element.LengthMm <= width && element.WidthMm <= length))
        {
            return new UnplannedElement(
                element.Id, "too-large", $"{element.LengthMm} × {element.WidthMm} mm; the pallets of line {loop.Id} take {length} × {width} mm.");
        }

        return element.WeightKg > pallet.MaxLoadKg
            ? new UnplannedElement(element.Id, "too-heavy", $"{element.WeightKg} kg; the pallets of line {loop.Id} take {pallet.MaxLoadKg} kg.")
            : null;
    }
}
