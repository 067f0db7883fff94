using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Output;
using PrecastMes.Persistence.Plans;

namespace PrecastMes.Tests.Persistence.Output;

public sealed class OutputQueriesTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_belongs_to_the_day_of_the_plant()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        await SaveAsync(
            context,
            Passed("sunday", Local(1, 23, 59)),
            Passed("monday, still Sunday in UTC", Local(2, 0, 0)),
            Passed("monday", Local(2, 23, 59)),
            Passed("tuesday", Local(3, 0, 0)));

        var output = await context.OutputAsync(Shanghai, Monday, Monday, Cancelled);

        Assert.Equal(["monday, still Sunday in UTC", "monday"], output.Select(e => e.ElementId));
        Assert.All(output, e => Assert.Equal(Monday, e.Day));
    }

    [Fact]
    public async Task Output_is_summed_by_day_family_and_district_in_litres()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        await SaveAsync(
            context,
            Some.Project("HX1", "T1-06"),
            Some.Project("JN2", "T1-04"),
            Passed("A", Local(2, 9, 0), litres: 700),
            Passed("B", Local(2, 10, 0), project: "JN2", family: "LT", litres: 900),
            Passed("C", Local(3, 9, 0), litres: 500));

        var output = await context.OutputAsync(Shanghai, Monday, Monday.AddDays(1), Cancelled);

        Assert.Equal([(Monday, 2, 1600L), (Monday.AddDays(1), 1, 500L)], output.ByDay().Select(s => (s.Key, s.Elements, s.VolumeLitres)));
        Assert.Equal([("DBS", 1200L), ("LT", 900L)], output.ByFamily().Select(s => (s.Key, s.VolumeLitres)));
        Assert.Equal([("T1-04", 900L), ("T1-06", 1200L)], output.ByDistrict().Select(s => (s.Key, s.VolumeLitres)));
    }

    [Fact]
    public async Task On_time_share_counts_what_passed_by_its_due_instant()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        await SaveAsync(context, Passed("at the due instant", Local(2, 12, 0), due: Local(2, 12, 0)), Passed("late", Local(2, 12, 1), due: Local(2, 12, 0)));

        var day = Assert.Single((await context.OutputAsync(Shanghai, Monday, Monday, Cancelled)).ByDay());

        Assert.Equal(0.5, day.OnTimeShare);
    }

    [Fact]
    public async Task Scheduled_volume_is_that_of_released_plans_alone()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        await SaveAsync(
            context,
            Plan("PL0001", released: Some.Instant),
            Plan("PL0002", released: null),
            Planned("A", "PL0001", Local(2, 9, 0)),
            Planned("B", "PL0001", Local(2, 14, 0)),
            Planned("C", "PL0002", Local(2, 9, 0)));

        var early = await context.ScheduledBetweenAsync(Shanghai, Local(2, 6, 0), Local(2, 14, 0), Cancelled);

        // The end of a shift belongs to the next one.
        Assert.Equal(["A"], early.Select(e => e.ElementId));
    }

    [Fact]
    public async Task Unclosed_output_is_what_no_close_has_counted()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var close = Some.Close();
        close.Elements.Add(Some.Counted("counted"));
        await SaveAsync(context, close, Passed("counted", Local(2, 9, 0)), Passed("told late", Local(2, 10, 0)), Passed("next shift", Local(2, 15, 0)));

        var unclosed = await context.UnclosedOutputAsync(Shanghai, Local(2, 14, 0), Cancelled);

        Assert.Equal(["told late"], unclosed.Select(e => e.ElementId));
    }

    private static Task<int> SaveAsync(PrecastContext context, params object[] rows)
    {
        context.AddRange(rows);
        return context.SaveChangesAsync(Cancelled);
    }

    private static DateTimeOffset Local(int day, int hour, int minute) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(8));

    private static ElementRow Passed(
        string id, DateTimeOffset at, string project = "HX1", string family = "DBS", int litres = 500, DateTimeOffset? due = null)
    {
        var row = Some.Element(id, project, family, litres);
        (row.State, row.PassedAt, row.DueAt) = (ElementState.Passed, at, due);
        return row;
    }

    private static ElementRow Planned(string id, string plan, DateTimeOffset finish)
    {
        var row = Some.Element(id);
        (row.State, row.PlanId, row.PlannedFinish) = (ElementState.Planned, plan, finish);
        return row;
    }

    private static PlanRow Plan(string id, DateTimeOffset? released) =>
        new() { Id = id, CreatedAt = Some.Instant, StartAt = Some.Instant, ReleasedAt = released, Document = "{}", Kpi = "{}" };
}
