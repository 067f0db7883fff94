using PrecastMes.Production.Calendars;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>The weeks on the seconds of the model: Monday to Monday in the plant's zone, the first from now on.</summary>
internal sealed class WeekAxis
{
    // What is cast at the end of the last week is followed to its final inspection: curing, days off, a long holiday.
    private const int DaysBehind = 120;
    private const int MostDaysBehind = 10_000;

    public WeekAxis(PlantModel model, int weeks)
    {
        var zone = model.Plant.Calendar.Zone();
        var today = zone.DayOf(model.StartAt);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        Calendars = new ResourceCalendars(model.Plant, model.Lines, model.Mixers, model.StartAt, (7 * weeks) + (int)Math.Min(MostDaysBehind, DaysBehind * model.Calendars.Sparsity(model.Lines)));
        From = new int[weeks];
        To = new int[weeks];
        var described = new LoadWeek[weeks];
        for (var week = 0; week < weeks; week++)
        {
            From[week] = week == 0 ? 0 : To[week - 1];
            To[week] = model.Second(zone.StartOf(monday.AddDays(7 * (week + 1))));
            described[week] = LoadWeek.Of(monday.AddDays(7 * week), Math.Round(StaffedHours(week), 2));
        }

        Weeks = described;
    }

    /// <summary>Working times to the end of the weeks and some months on.</summary>
    public ResourceCalendars Calendars { get; }

    /// <summary>First second of each week.</summary>
    public int[] From { get; }

    /// <summary>First second after each week.</summary>
    public int[] To { get; }

    public IReadOnlyList<LoadWeek> Weeks { get; }

    /// <summary>First second after the last week.</summary>
    public int End => To[^1];

    /// <summary>Hours of the plant's shifts.</summary>
    public double StaffedHours(int week) => StaffedHours(Calendars.OfPlant, week);

    /// <summary>Hours of a resource's working time.</summary>
    public double StaffedHours(WorkCalendar calendar, int week) => calendar.Worked(From[week], To[week]) / 3600.0;

    public double ClockHours(int week) => (To[week] - From[week]) / 3600.0;

    /// <summary>The week of work that ends at a second; the first for what is past, the number of weeks for what is after the last.</summary>
    public int WeekOf(int end)
    {
        var week = Array.FindIndex(To, to => end <= to);
        return week < 0 ? To.Length : week;
    }
}
