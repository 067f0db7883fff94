using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Production;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hosting;
using PrecastMes.Server.Jobs;
using PrecastMes.Tests.Persistence;
using static PrecastMes.Tests.Jobs.TwoShifts;

namespace PrecastMes.Tests.Jobs;

public sealed class ShiftCloseJobTests
{
    private const double Speed = 7200;

    private static readonly Plant Plant = new(
        "test", new LocalizedText("样例", "Sample"), true, "T1-06", 1, 18, Calendar, [], [], [], [], [], [], []);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_480_times_and_more_shifts_are_closed_at_their_ends_on_the_plants_clock()
    {
        await using var file = await SqliteFile.CreateAsync();
        await SaveOrderAsync(file);
        using (var host = await StartAsync(file, Local(2, 13)))
        {
            // 13:00 to 22:02 are 9 h, 4.5 s at 7200 times.
            await UntilClosedAsync(file, 2);
            await host.StopAsync(Cancelled);
        }

        var closes = await ClosesAsync(file);
        Assert.Equal(["2026-03-02/early", "2026-03-02/late"], closes.Take(2).Select(c => c.ShiftId));

        // Not before the end, and on this busy machine within 5 real seconds, 10 plant hours: an hour of real time would not do.
        Assert.All(closes, c => Assert.InRange(c.ClosedAt - c.EndAt, ShiftCloser.Settle, TimeSpan.FromSeconds(5 * Speed)));
    }

    [Fact]
    public async Task What_a_server_missed_while_it_was_down_the_next_one_makes_up_at_its_start()
    {
        await using var file = await SqliteFile.CreateAsync();
        await SaveOrderAsync(file);
        using (var host = await StartAsync(file, Local(2, 13)))
        {
            await UntilClosedAsync(file, 1);
            await host.StopAsync(Cancelled);
        }

        using (var host = await StartAsync(file, Local(5, 7)))
        {
            await UntilClosedAsync(file, 6);
            await host.StopAsync(Cancelled);
        }

        Assert.Equal(
            ["2026-03-02/early", "2026-03-02/late", "2026-03-03/early", "2026-03-03/late", "2026-03-04/early", "2026-03-04/late"],
            (await ClosesAsync(file)).Take(6).Select(c => c.ShiftId));
    }

    private static async Task<IHost> StartAsync(SqliteFile file, DateTimeOffset plantNow)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPersistence(file.Database);
        builder.Services.AddSingleton<IShiftLedger>(new LedgerTwin(file.Factory));
        builder.Services.AddShiftClose(
            Plant, file.Database, new PlantTimeProvider(new PlantClock(plantNow, TimeProvider.System.GetUtcNow(), Speed)));
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return host;
    }

    private static async Task SaveOrderAsync(SqliteFile file)
    {
        await using var context = file.Open();
        context.Add(Some.Project("HX1", "T1-06"));
        await context.SaveChangesAsync(Cancelled);
    }

    private static async Task UntilClosedAsync(SqliteFile file, int count)
    {
        var began = TimeProvider.System.GetTimestamp();
        while ((await ClosesAsync(file)).Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(90), $"{count} shifts were not closed within 90 s.");
            await Task.Delay(20, Cancelled);
        }
    }

    private static async Task<IReadOnlyList<ShiftCloseRow>> ClosesAsync(SqliteFile file)
    {
        await using var context = file.Open();
        return await context.ShiftCloses.AsNoTracking().OrderBy(c => c.EndAt).ToListAsync(Cancelled);
    }
}
