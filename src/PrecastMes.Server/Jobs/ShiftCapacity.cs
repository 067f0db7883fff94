using System.Text.Json;
using PrecastMes.City.Capacity;

namespace PrecastMes.Server.Jobs;

/// <summary>What a shift can make by the plant's declared basis.</summary>
/// <param name="Litres">Capacity of the shift, litres.</param>
/// <param name="Basis">
/// JSON, by line: its part in litres, the resource that binds, and every factor by its code; names and units of the codes are
/// those of the capacity statement.
/// </param>
internal sealed record ShiftCapacity(long Litres, string Basis)
{
    /// <summary>The capacity of a shift as the plant's statement says it.</summary>
    internal static ShiftCapacity Of(CapacityStatement statement) => new(
        statement.PerShift.Litres,
        JsonSerializer.Serialize(
            statement.Lines.Select(line => new
            {
                line = line.LineId,
                litres = line.PerShift.Litres,
                binding = line.Binding.Code,
                shiftsPerDay = line.ShiftsPerDay,
                factors = line.Factors.ToDictionary(f => f.Code, f => f.Value),
            }),
            JsonSerializerOptions.Web));
}
