namespace PrecastMes.Production.Calendars;

/// <summary>A break inside a shift, in plant local time: work that may be interrupted stops for it, what may not lies before or behind it.</summary>
/// <param name="Start">Local start.</param>
/// <param name="End">Local end; when not after <paramref name="Start"/> it ends the next day.</param>
public sealed record ShiftBreak(TimeOnly Start, TimeOnly End);
