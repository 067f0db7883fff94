using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Output;
using PrecastMes.Persistence.Projects;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Production.Shifts;

namespace PrecastMes.IntegrationTests.Postgres;

/// <summary>The read models do in PostgreSQL what they do in SQLite.</summary>
public sealed class PostgresReadModelsTests(PostgresCluster postgres) : IClassFixture<PostgresCluster>
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_come_back_and_output_belongs_to_the_day_of_the_plant()
    {
        var contexts = await MigratedAsync("output");
        await using (var context = contexts.CreateDbContext())
        {
            context.AddRange(
                new ProjectRow { Id = "HX1", NameZh = "样例", NameEn = "Sample", DistrictId = "T1-06", ImportedAt = Morning },
                Passed("still Sunday in UTC", Morning.AddHours(-6)),
                Passed("late", Morning.AddHours(9)),
                new CuringCurveRow { LoadId = "L1", Place = "CH1-C1L1", TempsDeciC = [180, -5], StartedAt = Morning, RecordedAt = Morning });
            await context.SaveChangesAsync(Cancelled);
        }

        await using var reader = contexts.CreateDbContext();
        var monday = new DateOnly(2026, 3, 2);
        var output = await reader.OutputAsync(Shanghai, monday, monday, Cancelled);
        var counters = await reader.ElementCountersAsync(null, Cancelled);
        var page = await reader.ElementPageAsync(new ElementFilter(State: ElementState.Passed, Text: "LATE"), 0, 10, Cancelled);

        Assert.Equal(["still Sunday in UTC", "late"], output.Select(e => e.ElementId));
        Assert.Equal((2, 1), (counters.Passed, counters.PassedOnTime));
        Assert.Equal("late", Assert.Single(page.Items).Id);
        Assert.Equal(2, Assert.Single(await reader.ProjectOverviewsAsync(Cancelled)).Passed);
        Assert.Equal([180, -5], (await reader.CuringCurves.SingleAsync(Cancelled)).TempsDeciC);
    }

    [Theory]
    [InlineData("UPDATE shift_closes SET output_litres = 1")]
    [InlineData("DELETE FROM shift_closes")]
    [InlineData("TRUNCATE shift_closes CASCADE")]
    [InlineData("UPDATE shift_close_elements SET volume_litres = 1")]
    [InlineData("DELETE FROM shift_close_elements")]
    public async Task The_database_refuses_to_alter_a_close(string sql)
    {
        var contexts = await MigratedAsync("close" + Math.Abs(sql.GetHashCode(StringComparison.Ordinal)));
        await using var context = contexts.CreateDbContext();
        var close = new ShiftCloseRecord(
            "2026-03-02/early",
            new DateOnly(2026, 3, 2),
            "early",
            Morning,
            Morning.AddHours(8),
            Morning.AddHours(8),
            [new ClosedElement("E1", "DBS", "T1-06", 500, Morning, false)],
            0,
            0,
            null,
            0,
            "[]");
        Assert.True(await context.AddShiftCloseAsync(close, Cancelled));
        await context.SaveChangesAsync(Cancelled);

        Assert.False(await context.AddShiftCloseAsync(close, Cancelled));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => context.Database.ExecuteSqlRawAsync(sql, Cancelled));
        Assert.Contains("immutable", refused.MessageText, StringComparison.Ordinal);
        Assert.Empty(await context.UnclosedOutputAsync(Shanghai, Morning.AddHours(8), Cancelled));
    }

    private async Task<PrecastContextFactory> MigratedAsync(string name)
    {
        var contexts = new PrecastContextFactory(PrecastDatabase.FromConnectionString(await postgres.CreateDatabaseAsync(name)));
        await contexts.MigrateAsync(Cancelled);
        return contexts;
    }

    private static ElementRow Passed(string id, DateTimeOffset at) => new()
    {
        Id = id,
        ProjectId = "HX1",
        Building = "B1",
        Mark = "DBS1",
        FamilyCode = "DBS",
        ConcreteGrade = "C30",
        VolumeLitres = 500,
        NeedDate = new DateOnly(2026, 3, 5),
        State = ElementState.Passed,
        PassedAt = at,
        DueAt = Morning.AddHours(1),
    };
}
