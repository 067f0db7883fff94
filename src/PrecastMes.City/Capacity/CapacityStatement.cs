using PrecastMes.City.Volumes;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;

namespace PrecastMes.City.Capacity;

/// <summary>
/// Declared design capacity of a plant by line and family, computed from the plant and the declared basis. It says what the
/// plant can make and sustain, and nothing of what is scheduled or was made.
/// </summary>
/// <param name="PlantId">The plant.</param>
/// <param name="PlantName">Its name.</param>
/// <param name="Fictitious">True for an invented sample; shown with every figure.</param>
/// <param name="DistrictId">Where it stands.</param>
/// <param name="Lines">By line.</param>
public sealed record CapacityStatement(
    string PlantId, LocalizedText PlantName, bool Fictitious, string DistrictId, IReadOnlyList<LineCapacity> Lines)
{
    /// <summary>A year.</summary>
    public CapacityVolume PerYear => Lines.Aggregate(default(CapacityVolume), (sum, l) => sum + l.PerYear);

    /// <summary>A working day.</summary>
    public CapacityVolume PerDay => Lines.Aggregate(default(CapacityVolume), (sum, l) => sum + l.PerDay);

    /// <summary>A shift, in the mean of the day's shifts.</summary>
    public CapacityVolume PerShift => Lines.Aggregate(default(CapacityVolume), (sum, l) => sum + l.PerShift);

    /// <summary>By family over all lines, in order of code.</summary>
    public IReadOnlyList<FamilyCapacity> Families => [.. Lines.SelectMany(l => l.Families).OrderBy(f => f.FamilyCode, StringComparer.Ordinal)];

    /// <summary>The statement of a plant.</summary>
    public static CapacityStatement Of(Plant plant)
    {
        ArgumentNullException.ThrowIfNull(plant);
        return new CapacityStatement(
            plant.Id,
            plant.Name,
            plant.Fictitious,
            plant.DistrictId,
            [.. plant.DesignCapacity.Select(basis => CapacityFormula.Line(plant, basis))]);
    }

    /// <summary>A year, of one family of the city's figures, e.g. <c>concrete</c>.</summary>
    public CapacityVolume PerYearOf(string cityFamily) => Lines
        .SelectMany(l => l.Families)
        .Where(f => f.CityFamily == cityFamily)
        .Aggregate(default(CapacityVolume), (sum, f) => sum + f.PerYear);

    /// <summary>
    /// Of the days <paramref name="from"/> to <paramref name="to"/>, both included: the year's capacity times the share that
    /// their working days are of the declared ones.
    /// </summary>
    public CapacityVolume Between(PlantCalendar calendar, DateOnly from, DateOnly to)
    {
        var workDays = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            workDays += calendar.IsWorkDay(day) ? 1 : 0;
        }

        return Lines.Aggregate(default(CapacityVolume), (sum, l) => sum + l.Of(workDays));
    }
}
