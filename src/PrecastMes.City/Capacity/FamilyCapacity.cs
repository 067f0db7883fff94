using PrecastMes.City.Volumes;
using PrecastMes.Production;

namespace PrecastMes.City.Capacity;

/// <summary>A family's part of a line's design capacity, in the mix for which it is declared.</summary>
/// <param name="FamilyCode">The family.</param>
/// <param name="Name">Its name.</param>
/// <param name="CityFamily">Family of the city's figures.</param>
/// <param name="SharePercent">Its share of the line's turns, %.</param>
/// <param name="LitresPerTurn">Litres of one of its turns.</param>
/// <param name="PerYear">A year.</param>
/// <param name="PerDay">A working day.</param>
public sealed record FamilyCapacity(
    string FamilyCode,
    LocalizedText Name,
    string CityFamily,
    int SharePercent,
    int LitresPerTurn,
    CapacityVolume PerYear,
    CapacityVolume PerDay);
