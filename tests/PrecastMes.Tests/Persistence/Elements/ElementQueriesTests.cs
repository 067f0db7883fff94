using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Tests.Persistence.Elements;

public sealed class ElementQueriesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_counts_all_and_shows_its_part_in_order_of_the_order_file()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        for (var i = 0; i < 25; i++)
        {
            var row = Some.Element($"E{i:00}");
            row.Position = 24 - i;
            context.Add(row);
        }

        await context.SaveChangesAsync(Cancelled);
        var page = await context.ElementPageAsync(new ElementFilter(), skip: 20, take: 10, Cancelled);

        Assert.Equal(25, page.Total);
        Assert.Equal(["E04", "E03", "E02", "E01", "E00"], page.Items.Select(e => e.Id));
    }

    [Theory]
    [InlineData("HX1", null, null, null, 2)]
    [InlineData(null, ElementState.Passed, null, null, 1)]
    [InlineData(null, null, "LT", null, 1)]
    [InlineData(null, null, null, "b-2", 1)]
    [InlineData("HX1", ElementState.Passed, "LT", null, 0)]
    public async Task A_filter_lets_through_what_meets_all_it_asks(
        string? project, ElementState? state, string? family, string? text, int expected)
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        context.AddRange(Some.Element("A-1"), Some.Element("B-2"), Some.Element("C-3", project: "JN2", family: "LT"));
        context.Elements.Local.Single(e => e.Id == "A-1").State = ElementState.Passed;
        await context.SaveChangesAsync(Cancelled);

        var page = await context.ElementPageAsync(new ElementFilter(project, state, family, Text: text), 0, 10, Cancelled);

        Assert.Equal(expected, page.Total);
        Assert.Equal(expected, page.Items.Count);
    }

    [Fact]
    public async Task A_life_has_the_facts_in_order_the_curve_and_the_close()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var element = Some.Element("E1");
        element.LoadId = "PL0001-L0001";
        var close = Some.Close();
        close.Elements.Add(Some.Counted("E1"));
        context.AddRange(
            Some.Project("HX1", "T1-06"),
            element,
            Fact("E1", 2, Some.Instant.AddHours(2), "cast"),
            Fact("E1", 1, Some.Instant, "started"),
            Fact("E2", 1, Some.Instant, "started"),
            new CuringCurveRow { LoadId = "PL0001-L0001", Place = "CH1-C1L1", TempsDeciC = [180, 200] },
            close);
        await context.SaveChangesAsync(Cancelled);

        var life = await context.ElementLifeAsync("E1", Cancelled);

        Assert.NotNull(life);
        Assert.Equal(["started", "cast"], life.Events.Select(e => e.Kind));
        Assert.Equal("CH1-C1L1", life.Curve?.Place);
        Assert.Equal("T1-06", life.Project?.DistrictId);
        Assert.Equal("2026-03-02/early", life.ShiftId);
        Assert.Null(await context.ElementLifeAsync("nobody", Cancelled));
    }

    [Fact]
    public async Task Counters_follow_the_elements_through_their_life()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        context.AddRange(
            At("ordered", ElementState.Ordered),
            At("curing", ElementState.Curing, cast: Some.Instant),
            At("on time", ElementState.Passed, cast: Some.Instant, passed: Some.Instant.AddHours(20)),
            At("late", ElementState.Yard, cast: Some.Instant, passed: Some.Instant.AddHours(30)));
        await context.SaveChangesAsync(Cancelled);

        var counters = await context.ElementCountersAsync(null, Cancelled);

        // 4 elements of 500 l; 3 cast, 1 of them curing; 2 passed, due after 24 h: one at 20 h, one at 30 h.
        Assert.Equal((4, 2000L, 3, 1), (counters.Total, counters.TotalLitres, counters.Cast, counters.InCuring));
        Assert.Equal((2, 1000L, 1, 0.5), (counters.Passed, counters.PassedLitres, counters.PassedOnTime, counters.OnTimeShare));
        Assert.Equal(1, counters.ByState.Single(s => s.Key == ElementState.Yard).Value);
    }

    [Fact]
    public async Task Counters_of_an_empty_plant_have_no_share()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var counters = await context.ElementCountersAsync("HX1", Cancelled);

        Assert.Equal(0, counters.Total);
        Assert.Null(counters.OnTimeShare);
    }

    private static ElementEventRow Fact(string element, long sequence, DateTimeOffset at, string kind) =>
        new() { ElementId = element, Source = "line-jinhai-loop", Sequence = sequence, At = at, Kind = kind };

    private static ElementRow At(string id, ElementState state, DateTimeOffset? cast = null, DateTimeOffset? passed = null)
    {
        var row = Some.Element(id);
        (row.State, row.CastAt, row.PassedAt, row.DueAt) = (state, cast, passed, Some.Instant.AddHours(24));
        return row;
    }
}
