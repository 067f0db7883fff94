using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Shifts;
using PrecastMes.Tests.Persistence;

namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>The whole of execution: actors, SQLite journal, OPC UA to a PLC twin, read models.</summary>
public sealed class ExecutionHostTests
{
    // 5.6 plant hours in a real second: a load takes about 13 plant hours.
    private const double Speed = 20_000;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly IReadOnlyList<ReleasedLoad> Loads = [TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 2), TestPlant.FixedLoad(1, 1)];

    [Fact]
    public async Task Server_that_starts_again_goes_on_where_the_line_is()
    {
        await using var file = await SqliteFile.CreateAsync();
        var clock = new FastClock(TestPlant.Monday6, Speed);
        await using var plc = await TwinServer.StartAsync(clock);
        await using (var first = await TestServer.StartAsync(file.Database, plc.Tags, clock))
        {
            Assert.Null((await first.Gateway.ImportOrdersAsync([TestOrders.Order(Loads)], Cancel)).Refusal);
            Assert.Null((await first.Gateway.AcceptPlanAsync(TestOrders.Plan("PL0001", Loads), Cancel)).Refusal);
            Assert.Null((await first.Gateway.ReleasePlanAsync("PL0001", Cancel)).Refusal);
            await first.UntilAsync(s => s.Pallets.Values.Any(p => p.Place == "W2"));
        }

        // The PLC went on meanwhile: what it finished is found, not repeated.
        await using (var second = await TestServer.StartAsync(file.Database, plc.Tags, clock))
        {
            await second.UntilAsync(s => s.Loads.Values.Any(l => l.CuringSince is not null));
        }

        await using var third = await TestServer.StartAsync(file.Database, plc.Tags, clock);
        await third.UntilAllAreAsync(ElementState.Yard);

        Assert.Equal(plc.Twin.Executed.Count, plc.Twin.Executed.Select(x => x.Id).Distinct().Count());
        Assert.Empty(plc.Twin.Refused);
        await using var db = file.Open();
        var elements = await db.Elements.AsNoTracking().ToListAsync(Cancel);
        Assert.All(elements, e => Assert.True(
            e.StartedAt < e.CastAt && e.CastAt <= e.StoredAt && e.StoredAt < e.CuredAt && e.CuredAt <= e.DemouldedAt && e.DemouldedAt < e.PassedAt && e.PassedAt <= e.YardAt,
            $"{e.Id}: {e.StartedAt:O} {e.CastAt:O} {e.StoredAt:O} {e.CuredAt:O} {e.DemouldedAt:O} {e.PassedAt:O} {e.YardAt:O}"));
        Assert.All(elements, e => Assert.True(e.StrengthDeciMpa >= 150));
        Assert.Equal(3, await db.CuringCurves.CountAsync(Cancel));
    }

    [Fact]
    public async Task Broken_connection_is_shown_and_the_line_goes_on_behind_it()
    {
        await using var file = await SqliteFile.CreateAsync();
        var clock = new FastClock(TestPlant.Monday6, Speed);
        await using var plc = await TwinServer.StartAsync(clock);
        await using var server = await TestServer.StartAsync(file.Database, plc.Tags, clock);
        var load = TestPlant.LoopLoad(1, 1);
        await server.Gateway.ImportOrdersAsync([TestOrders.Order(load)], Cancel);
        await server.Gateway.AcceptPlanAsync(TestOrders.Plan("PL0001", load), Cancel);
        await server.Gateway.ReleasePlanAsync("PL0001", Cancel);
        var seen = new List<PlcConnection>();
        server.Live.Changed += () =>
        {
            lock (seen)
            {
                if (seen.Count == 0 || seen[^1] != server.Live.Connection)
                {
                    seen.Add(server.Live.Connection);
                }
            }
        };
        await server.UntilAsync(s => s.Pallets.Values.Any(p => p.Place == "W1"));
        plc.DropConnections();
        await server.UntilAsync(s => s.Pallets.Values.Any(p => p.Place == "W3"));
        plc.DropConnections();
        await server.UntilAllAreAsync(ElementState.Yard);
        lock (seen)
        {
            Assert.Contains(seen, c => !c.Connected && c.Reason.Length > 0);
            Assert.True(seen[^1].Connected);
        }

        Assert.Equal(plc.Twin.Executed.Count, plc.Twin.Executed.Select(x => x.Id).Distinct().Count());
        Assert.Empty(plc.Twin.Refused);
    }

    [Fact]
    public async Task Commands_may_be_repeated_and_refusals_say_why()
    {
        await using var file = await SqliteFile.CreateAsync();
        var clock = new FastClock(TestPlant.Monday6, 1);
        await using var plc = await TwinServer.StartAsync(clock);
        await using var server = await TestServer.StartAsync(file.Database, plc.Tags, clock);
        var gateway = server.Gateway;
        var load = TestPlant.LoopLoad(1, 1);
        var order = TestOrders.Order(load);
        var plan = TestOrders.Plan("PL0001", load);

        Assert.Equal("plan-not-fit", (await gateway.AcceptPlanAsync(plan, Cancel)).Refusal?.Code);
        Assert.True((await gateway.ImportOrdersAsync([order], Cancel)).IsAccepted);
        Assert.True((await gateway.ImportOrdersAsync([order], Cancel)).IsAccepted);
        var other = order with { Elements = [.. order.Elements.Select(e => e with { Floor = 9 })] };
        Assert.Equal("order-not-fit", (await gateway.ImportOrdersAsync([other], Cancel)).Refusal?.Code);

        Assert.Equal("unknown-plan", (await gateway.ReleasePlanAsync("PL0001", Cancel)).Refusal?.Code);
        Assert.True((await gateway.AcceptPlanAsync(plan, Cancel)).IsAccepted);
        Assert.True((await gateway.AcceptPlanAsync(plan, Cancel)).IsAccepted);
        Assert.Equal("plan-exists", (await gateway.AcceptPlanAsync(plan with { Seed = 2 }, Cancel)).Refusal?.Code);
        Assert.Equal("other-plant", (await gateway.AcceptPlanAsync(plan with { PlanId = "PL0002", PlantId = "elsewhere" }, Cancel)).Refusal?.Code);

        Assert.True((await gateway.ReleasePlanAsync("PL0001", Cancel)).IsAccepted);
        Assert.True((await gateway.ReleasePlanAsync("PL0001", Cancel)).IsAccepted);
        var second = TestOrders.Plan("PL0002", load with { LoadId = "PL0002-L001" });
        var refusal = (await gateway.AcceptPlanAsync(second, Cancel)).Refusal;
        Assert.Equal(("plan-not-fit", "element E001 is released by plan PL0001"), (refusal?.Code, refusal?.Detail));
        Assert.Equal("not-held", (await gateway.LiftCuringHoldAsync("PL0001-L001", "Li Wei", "tested", Cancel)).Refusal?.Code);
    }

    [Fact]
    public async Task Shift_is_closed_once_and_counts_an_element_once()
    {
        await using var file = await SqliteFile.CreateAsync();
        var clock = new FastClock(TestPlant.Monday6, 1);
        await using var plc = await TwinServer.StartAsync(clock);
        await using var server = await TestServer.StartAsync(file.Database, plc.Tags, clock);
        var start = TestPlant.Monday6;
        var close = new ShiftCloseRecord(
            "2026-03-02/early",
            new DateOnly(2026, 3, 2),
            "early",
            start,
            start.AddHours(8),
            start.AddHours(8),
            [new ClosedElement("E001", "DBS", "T1-01", 900, start.AddHours(7), false)],
            2,
            1800,
            "PL0001",
            20_000,
            "8 h × 2500 L");

        Assert.Equal("shift-runs", (await server.Gateway.CloseShiftAsync(close with { ClosedAt = start }, Cancel)).Refusal?.Code);
        Assert.True((await server.Gateway.CloseShiftAsync(close, Cancel)).IsAccepted);
        Assert.True((await server.Gateway.CloseShiftAsync(close with { ScheduledElements = 5 }, Cancel)).IsAccepted);
        var late = close with { ShiftId = "2026-03-02/late", ShiftCode = "late", EndAt = start.AddHours(16), ClosedAt = start.AddHours(16) };
        Assert.Equal("element E001 is counted by shift 2026-03-02/early", (await server.Gateway.CloseShiftAsync(late, Cancel)).Refusal?.Detail);

        await server.UntilShownAsync(async db => await db.ShiftCloses.AnyAsync());
        await using var db = file.Open();
        var row = await db.ShiftCloses.SingleAsync(Cancel);
        Assert.Equal((1, 900L, 2), (row.OutputElements, row.OutputLitres, row.ScheduledElements));
    }
}
