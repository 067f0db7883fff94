using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>
/// The staffed times that a picture of a plan needs, numbered: 0 is the plant's shifts, the others are those of resources with calendars of
/// their own. In seconds since <paramref name="from"/>.
/// </summary>
internal sealed class StaffedHours(Plant plant, DateTimeOffset from, DateTimeOffset to)
{
    private readonly List<IReadOnlyList<PlantCalendar>> calendars = [[plant.Calendar]];

    /// <summary>The times by number.</summary>
    public IReadOnlyList<IReadOnlyList<long[]>> All => [.. calendars.Select(each => each.StaffedTogether(from, to).Select(time => new[] { Seconds(time.Start), Seconds(time.End) }).ToList())];

    /// <summary>Number of the times of a lane that a station or mixer has; a gang's by <paramref name="crewId"/>.</summary>
    public int OfLane(string laneId, string? crewId = null) => NumberOf(
        [plant.FixedMouldAreas.SelectMany(area => area.Crews).FirstOrDefault(crew => crew.Id == crewId) is { } gang ? plant.CalendarOf(gang.CalendarId) : plant.CalendarOfUnit(laneId)]);

    /// <summary>Number of the times in which an operation is worked on.</summary>
    public int OfOperation(string lineId, string operation) => NumberOf(plant.CalendarsOf(lineId, operation));

    private int NumberOf(IReadOnlyList<PlantCalendar> wanted)
    {
        var number = calendars.FindIndex(each => each.SequenceEqual(wanted, ReferenceEqualityComparer.Instance));
        if (number < 0)
        {
            calendars.Add(wanted);
            number = calendars.Count - 1;
        }

        return number;
    }

    private long Seconds(DateTimeOffset instant) => (long)(instant - from).TotalSeconds;
}
