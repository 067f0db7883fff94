using PrecastMes.Production;

namespace PrecastMes.City.Capacity;

/// <summary>A factor of a capacity figure, shown so that the figure can be checked.</summary>
/// <param name="Code">e.g. <c>takt</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
public sealed record CapacityFactor(string Code, LocalizedText Name, decimal Value, LocalizedText Unit);
