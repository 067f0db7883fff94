using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Two windows: [100, 200) with 30 s of overtime and [300, 400).</summary>
public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = new([new WorkWindow(100, 200, 30), new WorkWindow(300, 400, 0), new WorkWindow(10_000, 10_100, 0)]);

    [Theory]
    [InlineData(100, 50, 150)]
    [InlineData(0, 50, 150)] // Work waits for the shift.
    [InlineData(150, 50, 200)] // It may end with the shift …
    [InlineData(150, 51, 301)] // … and goes on in the next: 50 s until 200, 1 s from 300.
    [InlineData(200, 10, 310)]
    [InlineData(250, 150, 10_050)] // 100 s in [300, 400), 50 s from 10 000.
    [InlineData(100, 250, 10_050)]
    public void Interruptible_work_stops_between_shifts(int from, int work, int end) => Assert.Equal(end, Calendar.Advance(from, work));

    [Theory]
    [InlineData(100, 100, 100)]
    [InlineData(150, 80, 150)] // Ends at 230, the end of overtime.
    [InlineData(150, 81, 300)] // Would end at 231: waits for the next shift.
    [InlineData(200, 10, 300)] // Overtime is no time to start.
    [InlineData(350, 60, 10_000)] // The second shift has no overtime.
    public void Work_in_one_piece_starts_in_a_shift_and_ends_within_overtime(int from, int work, int start) =>
        Assert.Equal(start, Calendar.EarliestWhole(from, work));

    [Theory]
    [InlineData(0, 1000, 200)]
    [InlineData(150, 350, 100)] // 50 s until 200 and 50 s from 300.
    [InlineData(200, 300, 0)]
    [InlineData(120, 120, 0)]
    [InlineData(0, 20_000, 300)]
    public void Worked_counts_staffed_seconds(int from, int to, int seconds) => Assert.Equal(seconds, Calendar.Worked(from, to));

    [Fact]
    public void Advance_and_worked_are_each_others_inverse()
    {
        for (var from = 0; from < 400; from += 7)
        {
            for (var work = 1; work < 100; work += 9)
            {
                Assert.Equal(work, Calendar.Worked(from, Calendar.Advance(from, work)));
            }
        }
    }

    [Fact]
    public void Beyond_the_last_window_is_an_error_that_names_the_calendars_end()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Calendar.NextWork(10_100));

        Assert.Contains("10100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Touching_windows_are_refused() =>
        Assert.Throws<ArgumentException>(() => new WorkCalendar([new WorkWindow(0, 10, 0), new WorkWindow(10, 20, 0)]));

    // [100, 200) and [300, 400) against [150, 320) with 50 s of overtime: they share [150, 200), when the first may stay 30 s longer, and [300, 320).
    [Fact]
    public void Two_calendars_have_in_common_what_both_have()
    {
        var common = WorkCalendar.Common(Calendar, new WorkCalendar([new WorkWindow(150, 320, 50)]));

        Assert.Equal([new WorkWindow(150, 200, 30), new WorkWindow(300, 320, 50)], Enumerable.Range(0, common.Count).Select(i => common[i]));
    }

    // 06:00 is second 0. The night shift from 22:00 has a break before midnight and one behind it.
    [Fact]
    public void Breaks_divide_a_shift_and_only_its_end_has_overtime()
    {
        var plant = new PlantCalendar(
            "Asia/Shanghai",
            [
                new ShiftDefinition("early", new LocalizedText("早班", "early"), new TimeOnly(6, 0), new TimeOnly(14, 0)) { Breaks = [new(new(6, 0), new(6, 30)), new(new(10, 0), new(10, 15))] },
                new ShiftDefinition("night", new LocalizedText("夜班", "night"), new TimeOnly(22, 0), new TimeOnly(6, 0)) { Breaks = [new(new(23, 45), new(0, 15)), new(new(3, 0), new(3, 10))] },
            ],
            [DayOfWeek.Monday],
            [],
            [],
            60);

        var calendar = WorkCalendarBuilder.Build(plant, new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8)), 7);

        int At(double hours) => (int)(hours * 3600);
        Assert.Equal(
            [
                new WorkWindow(At(0.5), At(4), 0), new WorkWindow(At(4.25), At(8), 0), new WorkWindow(At(16), At(17.75), 0), new WorkWindow(At(18.25), At(21), 0),
                new WorkWindow(At(21) + 600, At(24), 3600),
            ],
            Enumerable.Range(0, calendar.Count).Select(i => calendar[i]));
    }

    [Fact]
    public void Shifts_without_a_break_are_one_window_and_overtime_follows_the_last()
    {
        var plant = new PlantCalendar(
            "Asia/Shanghai",
            [new ShiftDefinition("early", new LocalizedText("早班", "early"), new TimeOnly(6, 0), new TimeOnly(14, 0)), new ShiftDefinition("late", new LocalizedText("晚班", "late"), new TimeOnly(14, 0), new TimeOnly(22, 0))],
            [DayOfWeek.Monday, DayOfWeek.Tuesday],
            [],
            [],
            60);

        // Monday 2026-03-02 06:00 +08:00 is second 0.
        var calendar = WorkCalendarBuilder.Build(plant, new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8)), 7);

        Assert.Equal([new WorkWindow(0, 16 * 3600, 3600), new WorkWindow(24 * 3600, 40 * 3600, 3600)], [calendar[0], calendar[1]]);
    }
}
