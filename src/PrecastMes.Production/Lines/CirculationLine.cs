namespace PrecastMes.Production.Lines;

/// <summary>
/// A pallet circulation line (流水线): pallets leave the magazine, pass the stations one by one, cure in the chamber,
/// are stripped and emptied, and return to the magazine; the lifted elements go on to finishing places.
/// </summary>
/// <param name="Id">Unique in the plant, e.g. <c>loop</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="TaktSeconds">Design takt (节拍), seconds.</param>
/// <param name="TransferSeconds">Nominal move of a pallet to the next station, seconds.</param>
/// <param name="Pallets">The pallets.</param>
/// <param name="MagazineId">Work unit that holds the empty pallets; it has room for all of them.</param>
/// <param name="MixerId">Work unit that mixes the concrete for the casting station.</param>
/// <param name="BatchSeconds">Nominal time of one mixer batch, seconds.</param>
/// <param name="CastingStationId">The station that needs the concrete.</param>
/// <param name="WetStations">From magazine to chamber, in pallet order; no place between two stations (blocking).</param>
/// <param name="Chamber">The curing chamber behind the last wet station.</param>
/// <param name="DryStations">From chamber to magazine, in pallet order (blocking).</param>
/// <param name="StripOperation">Operation of a dry station whose end frees the moulds.</param>
/// <param name="LiftOperation">Operation of a dry station whose end takes the elements off the pallet.</param>
/// <param name="FinishingStations">What the lifted elements of a load pass, in order; the floor before each holds any number.</param>
/// <param name="FinalOperation">The finishing operation whose end counts an element as output (final inspection); what follows is yard work.</param>
public sealed record CirculationLine(
    string Id,
    LocalizedText Name,
    int TaktSeconds,
    int TransferSeconds,
    PalletFleet Pallets,
    string MagazineId,
    string MixerId,
    int BatchSeconds,
    string CastingStationId,
    IReadOnlyList<Station> WetStations,
    CuringChamber Chamber,
    IReadOnlyList<Station> DryStations,
    string StripOperation,
    string LiftOperation,
    IReadOnlyList<Station> FinishingStations,
    string FinalOperation = "final")
{
    /// <summary>The calendar that the mixer works by, of <see cref="Plants.Plant.Calendars"/>; null for the plant's. Lines that share a mixer say the same.</summary>
    public string? MixerCalendarId { get; init; }
}
