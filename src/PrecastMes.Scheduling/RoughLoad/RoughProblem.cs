using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Whose load is asked for.</summary>
/// <param name="Plant">The plant.</param>
/// <param name="Ordered">Ordered elements that are not cast.</param>
/// <param name="Offers">What may be ordered on top.</param>
/// <param name="From">Now: the first week's capacity is what is left of it.</param>
/// <param name="Weeks">How many calendar weeks (ISO 8601, plant zone), the running one included; 1 to <see cref="MostWeeks"/>.</param>
public sealed record RoughProblem(Plant Plant, IReadOnlyList<Element> Ordered, IReadOnlyList<Offer> Offers, DateTimeOffset From, int Weeks)
{
    /// <summary>Two years: nobody plans moulds further ahead.</summary>
    public const int MostWeeks = 104;

    /// <summary>A quarter of a year.</summary>
    public const int UsualWeeks = 13;

    /// <summary>What is on the lines with its concrete cast.</summary>
    public IReadOnlyList<BegunLoad> Begun { get; init; } = [];

    /// <summary>Of these only moulds count that are broken for good; an outage of hours is the fine plan's affair.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];
}
