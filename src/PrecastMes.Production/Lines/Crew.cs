namespace PrecastMes.Production.Lines;

/// <summary>Equal gangs of workers; each does one operation at a time.</summary>
/// <param name="Id">e.g. <c>prepare</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="Gangs">How many operations of this crew may run at once.</param>
public sealed record Crew(string Id, LocalizedText Name, int Gangs)
{
    /// <summary>The calendar that it works by, of <see cref="Plants.Plant.Calendars"/>; null for the plant's.</summary>
    public string? CalendarId { get; init; }
}
