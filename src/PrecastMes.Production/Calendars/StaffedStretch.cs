namespace PrecastMes.Production.Calendars;

/// <summary>Staffed time without a break: a shift, or what lies between two breaks of one.</summary>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after it, UTC.</param>
/// <param name="EndsDay">Whether the day's last shift ends with it, so that overtime may follow.</param>
public readonly record struct StaffedStretch(DateTimeOffset Start, DateTimeOffset End, bool EndsDay);
