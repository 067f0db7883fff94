using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Elements;

namespace PrecastMes.Tests.Persistence.Projects;

public sealed class ProjectQueriesTests
{
    private static readonly Element Slab = new("HX1-1", "HX1", "B1", -1, "DBS1", "DBS", 3000, 2000, 60, "C30", 360, 900, new DateOnly(2026, 3, 5));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_comes_back_as_it_was_imported()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var beam = Slab with { Id = "HX1-0", FamilyCode = "DHL", VolumeLitres = 412 };
        context.AddRange(Some.Project("HX1", "T1-06"), Slab.ToRow(0), beam.ToRow(1));
        await context.SaveChangesAsync(Cancelled);

        var order = await context.ProjectOrderAsync("HX1", Cancelled);

        Assert.Equal([Slab, beam], order?.Elements);
        Assert.Equal("T1-06", order?.Project.DistrictId);
        Assert.Null(await context.ProjectOrderAsync("JN2", Cancelled));
    }

    [Fact]
    public async Task What_a_line_was_given_is_not_planned_anew()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var released = (Slab with { Id = "HX1-2" }).ToRow(1);
        released.State = ElementState.Released;
        var done = (Slab with { Id = "JN2-1", ProjectId = "JN2" }).ToRow(0);
        done.State = ElementState.Yard;
        context.AddRange(Some.Project("HX1", "T1-06"), Some.Project("JN2", "T1-04"), Slab.ToRow(0), released, done);
        await context.SaveChangesAsync(Cancelled);

        var order = Assert.Single(await context.UnreleasedOrdersAsync(Cancelled));

        Assert.Equal([Slab], order.Elements);
    }

    [Fact]
    public async Task An_overview_shows_how_far_a_project_has_come()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var passed = (Slab with { Id = "HX1-2", VolumeLitres = 500, NeedDate = new DateOnly(2026, 3, 9) }).ToRow(1);
        (passed.CastAt, passed.PassedAt) = (Some.Instant, Some.Instant.AddDays(1));
        context.AddRange(Some.Project("HX1", "T1-06"), Slab.ToRow(0), passed);
        await context.SaveChangesAsync(Cancelled);

        var overview = Assert.Single(await context.ProjectOverviewsAsync(Cancelled));

        // 360 l + 500 l ordered, the second one passed.
        Assert.Equal((2, 860L, 1, 1, 500L), (overview.Elements, overview.VolumeLitres, overview.Cast, overview.Passed, overview.PassedLitres));
        Assert.Equal((new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 9)), (overview.FirstNeedDate, overview.LastNeedDate));
    }
}
