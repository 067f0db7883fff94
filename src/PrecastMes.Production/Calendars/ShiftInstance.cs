namespace PrecastMes.Production.Calendars;

/// <summary>One shift on one day.</summary>
/// <param name="Day">The local day on which it began.</param>
/// <param name="ShiftId"><see cref="ShiftDefinition.Id"/>.</param>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after it, UTC.</param>
public sealed record ShiftInstance(DateOnly Day, string ShiftId, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Unique in a plant: <c>2026-03-02/early</c>.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}/{ShiftId}");
}
