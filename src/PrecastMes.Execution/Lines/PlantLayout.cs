using System.Globalization;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Execution.Lines;

/// <summary>A plant as its lines are driven: who follows whom, and which units have a handshake.</summary>
public sealed class PlantLayout
{
    private readonly Dictionary<string, CuringProgram> programs;
    private readonly Dictionary<string, CirculationLine> circulation;
    private readonly Dictionary<string, FixedMouldArea> areas;
    private readonly Dictionary<string, string> lineOfMould = new(StringComparer.Ordinal);

    /// <summary>Reads a plant.</summary>
    public PlantLayout(Plant plant, CuringRules curingRules)
    {
        Plant = plant;
        CuringRules = curingRules;
        programs = plant.CuringPrograms.ToDictionary(p => p.Id, StringComparer.Ordinal);
        circulation = plant.CirculationLines.ToDictionary(l => l.Id, StringComparer.Ordinal);
        areas = plant.FixedMouldAreas.ToDictionary(a => a.Id, StringComparer.Ordinal);
        foreach (var type in plant.MouldTypes)
        {
            foreach (var unit in type.Units())
            {
                lineOfMould.Add(unit, type.LineId);
            }
        }

        WorkUnits = [.. Units().Distinct(StringComparer.Ordinal)];
        CuringPlaces = [.. Places()];
    }

    /// <summary>The plant.</summary>
    public Plant Plant { get; }

    /// <summary>Rules that let a load leave its curing place.</summary>
    public CuringRules CuringRules { get; }

    /// <summary>The plant's calendar.</summary>
    public PlantCalendar Calendar => Plant.Calendar;

    /// <summary>Every work unit with a handshake, in the order of the plant's files.</summary>
    public IReadOnlyList<string> WorkUnits { get; }

    /// <summary>Every compartment and fixed mould.</summary>
    public IReadOnlyList<string> CuringPlaces { get; }

    /// <summary>The circulation line of an id, or null.</summary>
    public CirculationLine? Circulation(string lineId) => circulation.GetValueOrDefault(lineId);

    /// <summary>The fixed-mould area of an id, or null.</summary>
    public FixedMouldArea? Area(string lineId) => areas.GetValueOrDefault(lineId);

    /// <summary>The curing programme of an id, or null.</summary>
    public CuringProgram? Program(string id) => programs.GetValueOrDefault(id);

    /// <summary>The line where a mould unit is used, or null for an unknown unit.</summary>
    public string? LineOfMould(string mouldUnit) => lineOfMould.GetValueOrDefault(mouldUnit);

    /// <summary>Finishing places of a line.</summary>
    public IReadOnlyList<Station> Finishing(string lineId) =>
        circulation.TryGetValue(lineId, out var line) ? line.FinishingStations : areas[lineId].FinishingStations;

    /// <summary>The finishing operation whose end counts as output.</summary>
    public string Output(string lineId) =>
        circulation.TryGetValue(lineId, out var line) ? line.FinalOperation : areas[lineId].FinalOperation;

    /// <summary>Where a pallet goes from a station or the magazine; null from the last wet station, where the crane takes it.</summary>
    public static string? Next(CirculationLine line, string unit)
    {
        if (unit == line.MagazineId)
        {
            return line.WetStations[0].Id;
        }

        for (var i = 0; i < line.WetStations.Count - 1; i++)
        {
            if (line.WetStations[i].Id == unit)
            {
                return line.WetStations[i + 1].Id;
            }
        }

        for (var i = 0; i < line.DryStations.Count; i++)
        {
            if (line.DryStations[i].Id == unit)
            {
                return i + 1 < line.DryStations.Count ? line.DryStations[i + 1].Id : line.MagazineId;
            }
        }

        return null;
    }

    /// <summary>A curing programme as the PLC takes it: <c>id;presetS;heatC/h;holdC;holdS;coolC/h;outC</c>.</summary>
    public static string Recipe(CuringProgram program) => string.Create(
        CultureInfo.InvariantCulture,
        $"{program.Id};{program.PresetSeconds};{program.HeatingRateCPerHour};{program.HoldingTempC};{program.HoldingSeconds};{program.CoolingRateCPerHour};{program.OutTempC}");

    private IEnumerable<string> Units()
    {
        foreach (var line in Plant.CirculationLines)
        {
            yield return line.MagazineId;
            yield return line.MixerId;
            yield return line.Chamber.CraneId;
            foreach (var station in line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
            {
                yield return station.Id;
            }
        }

        foreach (var area in Plant.FixedMouldAreas)
        {
            yield return area.MixerId;
            foreach (var mould in FixedMoulds(area))
            {
                yield return mould;
            }

            foreach (var station in area.FinishingStations)
            {
                yield return station.Id;
            }
        }
    }

    private IEnumerable<string> Places() =>
        Plant.CirculationLines.SelectMany(l => l.Chamber.Compartments()).Concat(Plant.FixedMouldAreas.SelectMany(FixedMoulds));

    private IEnumerable<string> FixedMoulds(FixedMouldArea area) =>
        Plant.MouldTypes.Where(t => t.LineId == area.Id).SelectMany(t => t.Units());
}
