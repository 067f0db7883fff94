namespace PrecastMes.Production.Elements;

/// <summary>A family of elements (构件类别) that shares line, curing programme and routing.</summary>
/// <param name="Code">Short code, unique in a plant, e.g. <c>DBS</c>.</param>
/// <param name="Name">叠合板 / composite slab.</param>
/// <param name="LineId">The line that makes it.</param>
/// <param name="CuringProgramId">Curing programme of its loads.</param>
/// <param name="CityFamily">Family of the city's capacity figures: <c>concrete</c>, <c>steel</c> or <c>timber</c>.</param>
/// <param name="MinConcretePercent">Least share of length × width × thickness that is concrete, %: below lie openings, steps, ribs, insulation.</param>
/// <param name="MaxConcretePercent">Greatest such share, %.</param>
public sealed record ElementFamily(
    string Code,
    LocalizedText Name,
    string LineId,
    string CuringProgramId,
    string CityFamily,
    int MinConcretePercent = 1,
    int MaxConcretePercent = 102);
