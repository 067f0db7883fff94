namespace PrecastMes.Production.Lines;

/// <summary>
/// A fixed-mould area (固定模台): each mould is a place of its own that crews visit; an element stays in its mould from
/// preparation to demoulding and cures there under its cover.
/// </summary>
/// <param name="Id">Unique in the plant, e.g. <c>fixed</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="Crews">The crews that do the operations.</param>
/// <param name="Operations">Operations in the mould before curing, in order; <see cref="Station.Id"/> is unused (empty).</param>
/// <param name="CastOperation">The one of <paramref name="Operations"/> that needs concrete; it is the last before curing.</param>
/// <param name="DemouldOperation">The operation after curing that frees the mould.</param>
/// <param name="CrewOfOperation">Crew id by operation code, <paramref name="DemouldOperation"/> included.</param>
/// <param name="MixerId">Work unit that mixes the concrete; may serve a circulation line too.</param>
/// <param name="BatchSeconds">Nominal time of one mixer batch, seconds.</param>
/// <param name="FinishingStations">What the demoulded element passes, in order; the floor before each holds any number.</param>
/// <param name="FinalOperation">The finishing operation whose end counts an element as output (final inspection); what follows is yard work.</param>
public sealed record FixedMouldArea(
    string Id,
    LocalizedText Name,
    IReadOnlyList<Crew> Crews,
    IReadOnlyList<Station> Operations,
    string CastOperation,
    Station DemouldOperation,
    IReadOnlyDictionary<string, string> CrewOfOperation,
    string MixerId,
    int BatchSeconds,
    IReadOnlyList<Station> FinishingStations,
    string FinalOperation = "final")
{
    /// <summary>The calendar that the mixer works by, of <see cref="Plants.Plant.Calendars"/>; null for the plant's. Lines that share a mixer say the same.</summary>
    public string? MixerCalendarId { get; init; }
}
