namespace PrecastMes.Production.Curing;

/// <summary>A steam-curing programme (蒸养制度): preset, heating, holding, cooling.</summary>
/// <param name="Id">e.g. <c>slab</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="PresetSeconds">Preset before heating (静停), seconds.</param>
/// <param name="HeatingRateCPerHour">Greatest heating rate, ℃/h.</param>
/// <param name="HoldingTempC">Holding temperature, ℃.</param>
/// <param name="HoldingSeconds">Holding time, seconds.</param>
/// <param name="CoolingRateCPerHour">Greatest cooling rate, ℃/h.</param>
/// <param name="OutTempC">Temperature at which the load may leave, ℃.</param>
/// <param name="NominalSeconds">Whole programme as planned, seconds; at least what the figures above add up to from the plant's ambient.</param>
/// <param name="DemouldStrengthMpa">Least estimated strength at leaving, MPa.</param>
public sealed record CuringProgram(
    string Id,
    LocalizedText Name,
    int PresetSeconds,
    int HeatingRateCPerHour,
    int HoldingTempC,
    int HoldingSeconds,
    int CoolingRateCPerHour,
    int OutTempC,
    int NominalSeconds,
    int DemouldStrengthMpa);
