using PrecastMes.Production.Elements;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Elements cast together that are not through final inspection: what is left of their way loads the first week.</summary>
/// <param name="Elements">The elements, one or more.</param>
/// <param name="Stage">How far they have come.</param>
public sealed record BegunLoad(IReadOnlyList<Element> Elements, BegunStage Stage);
