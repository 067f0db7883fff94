using PrecastMes.City.Volumes;
using PrecastMes.Production;
using PrecastMes.Production.Plants;

namespace PrecastMes.City.Capacity;

/// <summary>Design capacity of a line with all that it was computed from.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Name">Its name.</param>
/// <param name="Basis">What was declared.</param>
/// <param name="Factors">Every factor, in the order of the formula.</param>
/// <param name="Bounds">Turns a day by resource.</param>
/// <param name="Binding">The tightest of <paramref name="Bounds"/>.</param>
/// <param name="Families">By family; they add up to the line.</param>
/// <param name="ShiftsPerDay">Shifts of a working day.</param>
public sealed record LineCapacity(
    string LineId,
    LocalizedText Name,
    CapacityBasis Basis,
    IReadOnlyList<CapacityFactor> Factors,
    IReadOnlyList<TurnsBound> Bounds,
    TurnsBound Binding,
    IReadOnlyList<FamilyCapacity> Families,
    int ShiftsPerDay)
{
    /// <summary>A year.</summary>
    public CapacityVolume PerYear => Families.Aggregate(default(CapacityVolume), (sum, f) => sum + f.PerYear);

    /// <summary>A working day.</summary>
    public CapacityVolume PerDay => Families.Aggregate(default(CapacityVolume), (sum, f) => sum + f.PerDay);

    /// <summary>A shift, in the mean of the day's shifts.</summary>
    public CapacityVolume PerShift => new(PerDay.Litres / ShiftsPerDay);

    /// <summary>Of so many working days.</summary>
    public CapacityVolume Of(int workDays) => new(PerYear.Litres * workDays / Basis.WorkDaysPerYear);
}
