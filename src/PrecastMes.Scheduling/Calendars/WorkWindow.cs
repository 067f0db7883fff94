namespace PrecastMes.Scheduling.Calendars;

/// <summary>A stretch of staffed time, in seconds from the calendar's origin.</summary>
/// <param name="Start">First second.</param>
/// <param name="End">First second after it.</param>
/// <param name="Overtime">How long past <paramref name="End"/> an operation that must not be interrupted may still run, seconds.</param>
internal readonly record struct WorkWindow(int Start, int End, int Overtime);
