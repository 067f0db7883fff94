using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Tests.Persistence;

public sealed class DatabaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_of_both_databases_are_those_of_the_model()
    {
        using var sqlite = new PrecastContextFactory(new PrecastDatabase(DatabaseKind.Sqlite, "Data Source=none")).CreateDbContext();
        using var postgres = new PrecastContextFactory(new PrecastDatabase(DatabaseKind.Postgres, "Host=none")).CreateDbContext();

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_file_is_migrated_twice_without_harm()
    {
        await using var file = await SqliteFile.CreateAsync();
        await file.Factory.MigrateAsync(Cancelled);

        await using var context = file.Open();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancelled));
    }

    [Fact]
    public async Task A_file_whose_migration_was_cut_off_by_a_power_failure_is_migrated_again()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using (var context = file.Open())
        {
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-03-02 06:00:00+00:00');
                """,
                Cancelled);
        }

        await file.Factory.MigrateAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
    }

    [Fact]
    public async Task Every_commit_reaches_the_disk_through_a_write_ahead_log()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();

        Assert.Equal("wal", await Value<string>(context, "SELECT journal_mode AS Value FROM pragma_journal_mode"));
        Assert.Equal(2, await Value<long>(context, "SELECT synchronous AS Value FROM pragma_synchronous"));
    }

    [Fact]
    public async Task Instants_sort_and_compare_whatever_their_offset()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using (var context = file.Open())
        {
            // 07:30+08:00 is before 00:00Z, although its text is not.
            context.Add(Passed("late", new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)));
            context.Add(Passed("early", new DateTimeOffset(2026, 3, 2, 7, 30, 0, TimeSpan.FromHours(8))));
            await context.SaveChangesAsync(Cancelled);
        }

        await using var reader = file.Open();
        var from = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.FromHours(8));
        var rows = await reader.Elements.Where(e => e.PassedAt >= from).OrderBy(e => e.PassedAt).ToListAsync(Cancelled);

        Assert.Equal(["early", "late"], rows.Select(r => r.Id));
        Assert.Equal(TimeSpan.Zero, rows[0].PassedAt!.Value.Offset);
    }

    [Fact]
    public async Task States_are_words_that_outsiders_can_read()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using var context = file.Open();
        var row = Some.Element("E1");
        row.State = ElementState.Demoulded;
        context.Add(row);
        await context.SaveChangesAsync(Cancelled);

        Assert.Equal("demoulded", await Value<string>(context, "SELECT state AS Value FROM elements"));
    }

    [Fact]
    public async Task A_curing_curve_comes_back_as_it_was_written()
    {
        await using var file = await SqliteFile.CreateAsync();
        short[] temps = [180, 181, -5, 500];
        await using (var context = file.Open())
        {
            context.Add(new CuringCurveRow
            {
                LoadId = "PL0001-L0001",
                Place = "CH1-C1L1",
                StartedAt = Some.Instant,
                RecordedAt = Some.Instant,
                IntervalSeconds = 300,
                TempsDeciC = temps,
            });
            await context.SaveChangesAsync(Cancelled);
        }

        await using var reader = file.Open();
        Assert.Equal(temps, (await reader.CuringCurves.SingleAsync(Cancelled)).TempsDeciC);
    }

    [Fact]
    public void A_connection_string_with_a_host_is_PostgreSQL_and_keeps_its_password_to_itself()
    {
        var database = PrecastDatabase.FromConnectionString("Host=db;Database=precast;Username=mes;Password=secret");

        Assert.Equal(DatabaseKind.Postgres, database.Kind);
        Assert.DoesNotContain("secret", database.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_names_no_database_is_refused() =>
        Assert.Throws<ArgumentException>(() => PrecastDatabase.FromConnectionString("Username=mes"));

    private static ElementRow Passed(string id, DateTimeOffset at)
    {
        var row = Some.Element(id);
        row.PassedAt = at;
        return row;
    }

    private static Task<T> Value<T>(PrecastContext context, string sql) => context.Database.SqlQueryRaw<T>(sql).SingleAsync(Cancelled);
}
