using NJsonSchema;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Tests.Exchange;

/// <summary>Calendars of resources in the plant's files.</summary>
public sealed class CalendarFilesTests
{
    private const string Extra = "extraDays: []\n";

    [Fact]
    public void What_a_calendar_leaves_out_is_as_in_the_plants()
    {
        using var plant = new PlantDirectory("jinhai")
            .Change("calendar.yaml", Extra, Extra + """
                calendars:
                  mixer:
                    shifts: [{ id: early, start: "05:00", end: "13:30", breaks: [{ start: "09:00", end: "09:20" }], name: { zh: 早, en: early } }]
                  weekend: { workDays: [saturday, sunday], daysOff: [], extraDays: [2026-04-06], overtimeMinutes: 0 }

                """)
            .Change("line-loop.yaml", "mixer: { id: MX1, batchSeconds: 180 }", "mixer: { id: MX1, batchSeconds: 180, calendar: mixer }")
            .Change("line-loop.yaml", "{ id: S18, operation: repair,", "{ id: S18, calendar: weekend, operation: repair,")
            .Change("line-fixed.yaml", "mixer: { id: MX1, batchSeconds: 180 }", "mixer: { id: MX1, batchSeconds: 180, calendar: mixer }")
            .Change("line-fixed.yaml", "{ id: demould, gangs: 1,", "{ id: demould, gangs: 1, calendar: mixer,")
            .Change("line-fixed.yaml", "{ operation: demould, crew: demould,", "{ operation: demould, calendar: weekend, crew: demould,");

        var loaded = PlantFiles.Load(plant.Path);

        Assert.Empty(loaded.Problems);
        var read = loaded.Value.Plant;
        var mixer = read.Calendars["mixer"];
        Assert.Equal([new ShiftBreak(new TimeOnly(9, 0), new TimeOnly(9, 20))], mixer.Shifts.Single().Breaks);
        Assert.Equal((read.Calendar.WorkDays, read.Calendar.DaysOff, 60, read.Calendar.TimeZoneId), (mixer.WorkDays, mixer.DaysOff, mixer.OvertimeMinutes, mixer.TimeZoneId));
        var weekend = read.Calendars["weekend"];
        Assert.Equal(read.Calendar.Shifts, weekend.Shifts);
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], weekend.WorkDays);
        Assert.Equal(([], new DateOnly(2026, 4, 6), 0), (weekend.DaysOff.ToArray(), weekend.ExtraDays.Single(), weekend.OvertimeMinutes));
        Assert.Equal(("mixer", "weekend", "mixer"), (read.CirculationLines[0].MixerCalendarId, read.CirculationLines[0].FinishingStations[0].CalendarId, read.FixedMouldAreas[0].MixerCalendarId));
        Assert.Equal((null, "mixer", "weekend"), (read.FixedMouldAreas[0].Crews[0].CalendarId, read.FixedMouldAreas[0].Crews[2].CalendarId, read.FixedMouldAreas[0].DemouldOperation.CalendarId));
    }

    [Fact]
    public void A_plant_without_calendars_of_resources_reads_as_before()
    {
        using var plant = new PlantDirectory("jinhai");

        var read = PlantFiles.Load(plant.Path).Value.Plant;

        Assert.Empty(read.Calendars);
        Assert.All(read.Calendar.Shifts, shift => Assert.Empty(shift.Breaks));
        Assert.All(read.CirculationLines[0].WetStations, station => Assert.Null(station.CalendarId));
    }

    // Each entry is wrong in its own way: a break before the shift, one that ends behind it, two that overlap, a shift that is all break, shifts
    // that overlap, no shift, no weekday, a day both off and extra, a wrong key, and a name that is none.
    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        using var plant = new PlantDirectory("jinhai")
            .Change("calendar.yaml", Extra, Extra + """
                calendars:
                  a: { shifts: [{ id: s, start: "06:00", end: "14:00", breaks: [{ start: "05:00", end: "05:30" }, { start: "13:50", end: "14:10" }], name: { zh: 班, en: s } }] }
                  b: { shifts: [{ id: s, start: "06:00", end: "14:00", breaks: [{ start: "09:00", end: "09:30" }, { start: "09:20", end: "09:40" }], name: { zh: 班, en: s } }] }
                  c: { shifts: [{ id: s, start: "06:00", end: "14:00", breaks: [{ start: "06:00", end: "14:00" }], name: { zh: 班, en: s } }] }
                  d: { shifts: [{ id: s, start: "06:00", end: "14:00", name: { zh: 班, en: s } }, { id: s, start: "13:00", end: "20:00", name: { zh: 班, en: s } }] }
                  e: { shifts: [], workDays: [], overtimeMinutes: 999 }
                  f: { extraDays: [2026-05-01], colour: red }
                  9: { daysOff: [] }

                """)
            .Change("line-loop.yaml", "{ id: S18, operation: repair,", "{ id: S18, calendar: nowhere, operation: repair,")
            .Change("line-loop.yaml", "mixer: { id: MX1, batchSeconds: 180 }", "mixer: { id: MX1, batchSeconds: 180, calendar: a }")
            .Change("line-fixed.yaml", "{ id: demould, gangs: 1,", "{ id: demould, gangs: 1, calendar: g,");

        var problems = PlantFiles.Load(plant.Path).Problems;

        Assert.Equal(
            [
                "calendar.yaml calendars.a.shifts[0].breaks[0].start 05:00",
                "calendar.yaml calendars.a.shifts[0].breaks[1].start 13:50",
                "calendar.yaml calendars.b.shifts[0].breaks[1].start 09:20",
                "calendar.yaml calendars.c.shifts[0].breaks […]",
                "calendar.yaml calendars.d.shifts[1].id s",
                "calendar.yaml calendars.d.shifts[1].start 13:00",
                "calendar.yaml calendars.e.shifts […]",
                "calendar.yaml calendars.e.workDays […]",
                "calendar.yaml calendars.e.overtimeMinutes 999",
                "calendar.yaml calendars.f.extraDays 2026-05-01",
                "calendar.yaml calendars.f.colour colour",
                "calendar.yaml calendars.9 9",
                "line-fixed.yaml crews[2].calendar g",
                "line-loop.yaml mixer.calendar a",
                "line-loop.yaml finishingStations[0].calendar nowhere",
            ],
            problems.Select(problem => $"{problem.File} {problem.Path} {problem.Value}"));
        Assert.Equal("a calendar of resources that exists: 9, a, b, c, d, e, f", problems[^1].Expected.En);
        Assert.Equal("no calendar, as in line-fixed.yaml line 16", problems[^2].Expected.En);
    }

    [Theory]
    [InlineData("shifts: [{ id: s, start: \"06:00\", end: \"14:00\", breaks: [{ start: \"09:00\", end: \"09:20\" }], name: { zh: 班, en: s } }]", true)]
    [InlineData("{}", true)]
    [InlineData("overtimeMinutes: 10", true)]
    [InlineData("shifts: [{ id: s, start: \"06:00\", end: \"14:00\", breaks: [{ start: \"09:00\" }], name: { zh: 班, en: s } }]", false)]
    [InlineData("shifts: [{ id: s, start: \"06:00\", end: \"14:00\", breaks: [{ start: \"09:00\", end: \"09:20\", why: tea }], name: { zh: 班, en: s } }]", false)]
    [InlineData("shifts: []", false)]
    [InlineData("timeZone: Asia/Shanghai", false)]
    public async Task Reader_and_schema_agree_on_a_calendar_of_resources(string entry, bool good)
    {
        using var plant = new PlantDirectory("jinhai").Change("calendar.yaml", Extra, $"{Extra}calendars:\n  own: {(entry.StartsWith('{') ? entry : $"{{ {entry} }}")}\n");
        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("config", "schemas", "calendar.schema.json"), TestContext.Current.CancellationToken);

        Assert.Equal(good, PlantFiles.Load(plant.Path).IsGood);
        Assert.Equal(good, schema.Validate(SchemaTests.Json(plant.Read("calendar.yaml"))).Count == 0);
    }
}
