using PrecastMes.Production.Routings;

namespace PrecastMes.Production.Lines;

/// <summary>A station (工位) of a line: a work unit of ISA-95 with its own handshake at the PLC.</summary>
/// <param name="Id">Unique in the plant, e.g. <c>S10</c>.</param>
/// <param name="Name">布料振捣 / casting.</param>
/// <param name="Operation">Code of the operation it does, unique on the line, e.g. <c>cast</c>.</param>
/// <param name="Kind">How the operation lies on the calendar.</param>
/// <param name="BaseSeconds">Nominal work on any load, seconds, plant time.</param>
/// <param name="PerElementSeconds">Added for each element of the load, seconds.</param>
/// <param name="FamilySeconds">Base seconds for a load of a family, where they differ from <paramref name="BaseSeconds"/>.</param>
public sealed record Station(
    string Id,
    LocalizedText Name,
    string Operation,
    OperationKind Kind,
    int BaseSeconds,
    int PerElementSeconds,
    IReadOnlyDictionary<string, int> FamilySeconds)
{
    /// <summary>
    /// The calendar that it works by, of <see cref="Plants.Plant.Calendars"/>; null for the plant's. An operation in a fixed mould works by its
    /// crew's, and where it has one of its own in the time that both have.
    /// </summary>
    public string? CalendarId { get; init; }

    /// <summary>Nominal work on a load, seconds.</summary>
    public int WorkSeconds(string familyCode, int elements) =>
        FamilySeconds.GetValueOrDefault(familyCode, BaseSeconds) + (PerElementSeconds * elements);
}
