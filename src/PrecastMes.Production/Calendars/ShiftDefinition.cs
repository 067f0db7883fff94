namespace PrecastMes.Production.Calendars;

/// <summary>A shift of the plant's working day, in plant local time.</summary>
/// <param name="Id">e.g. <c>early</c>.</param>
/// <param name="Name">早班 / early shift.</param>
/// <param name="Start">Local start.</param>
/// <param name="End">Local end; when not after <paramref name="Start"/> the shift ends the next day and belongs to the day it began.</param>
public sealed record ShiftDefinition(string Id, LocalizedText Name, TimeOnly Start, TimeOnly End)
{
    /// <summary>Breaks inside the shift, ordered, not overlapping; one that begins before <see cref="Start"/> lies on the next day.</summary>
    public IReadOnlyList<ShiftBreak> Breaks { get; init; } = [];
}
