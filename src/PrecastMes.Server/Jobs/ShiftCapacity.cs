using System.Globalization;
using PrecastMes.City.Capacity;

namespace PrecastMes.Server.Jobs;

/// <summary>What a shift can make by the plant's declared basis.</summary>
/// <param name="Litres">Capacity of the shift, litres.</param>
/// <param name="Basis">
/// The sum it comes from, by line, e.g. <c>loop 30600 l = min(takt 64, chamber 81.43, pallets 70.12) × 1062.5 l × 90 % ÷ 2</c>:
/// turns a day by resource, litres of a turn, availability, shifts a day.
/// </param>
internal sealed record ShiftCapacity(long Litres, string Basis)
{
    /// <summary>The capacity of a shift as the plant's statement says it.</summary>
    internal static ShiftCapacity Of(CapacityStatement statement) =>
        new(statement.PerShift.Litres, string.Join("; ", statement.Lines.Select(Sum)));

    private static string Sum(LineCapacity line)
    {
        var bounds = string.Join(", ", line.Bounds.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Code} {b.TurnsPerDay}")));
        var litresPerTurn = line.Basis.Mix.Sum(s => (decimal)s.SharePercent * s.LitresPerTurn) / 100;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{line.LineId} {line.PerShift.Litres} l = min({bounds}) × {litresPerTurn} l × {line.Basis.AvailabilityPercent} % ÷ {line.ShiftsPerDay}");
    }
}
