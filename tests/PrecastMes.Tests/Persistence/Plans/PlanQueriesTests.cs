using PrecastMes.Persistence.Plans;

namespace PrecastMes.Tests.Persistence.Plans;

public sealed class PlanQueriesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plan_in_force_is_the_one_released_last()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        context.AddRange(Plan("PL0001", 0, released: 3), Plan("PL0002", 1, released: 2), Plan("PL0003", 4, released: null));
        await context.SaveChangesAsync(Cancelled);

        Assert.Equal("PL0001", (await context.PlanInForceAsync(Cancelled))?.Id);
        Assert.Equal("PL0001", (await context.CurrentPlanAsync(Cancelled))?.Id);
        Assert.Equal(["PL0003", "PL0002", "PL0001"], (await context.PlanHeadersAsync(Cancelled)).Select(p => p.Id));
    }

    [Fact]
    public async Task Before_the_first_release_no_plan_is_in_force_and_the_newest_is_shown()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        context.AddRange(Plan("PL0001", 0, released: null), Plan("PL0002", 1, released: null));
        await context.SaveChangesAsync(Cancelled);

        Assert.Null(await context.PlanInForceAsync(Cancelled));
        Assert.Equal("PL0002", (await context.CurrentPlanAsync(Cancelled))?.Id);
    }

    private static PlanRow Plan(string id, int createdHour, int? released) => new()
    {
        Id = id,
        CreatedAt = Some.Instant.AddHours(createdHour),
        StartAt = Some.Instant,
        ReleasedAt = released is { } hour ? Some.Instant.AddHours(hour) : null,
        Document = "{}",
        Kpi = "{}",
    };
}
