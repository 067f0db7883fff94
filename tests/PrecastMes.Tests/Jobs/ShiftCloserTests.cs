using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Server.Jobs;
using PrecastMes.Tests.Persistence;
using static PrecastMes.Tests.Jobs.TwoShifts;

namespace PrecastMes.Tests.Jobs;

public sealed class ShiftCloserTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _plant = new(Local(2, 6).ToUniversalTime());
    private SqliteFile _file = null!;
    private LedgerTwin _ledger = null!;
    private ShiftCloser _closer = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await SqliteFile.CreateAsync();
        _ledger = new LedgerTwin(_file.Factory);
        _closer = new ShiftCloser(
            Calendar, new ShiftCapacity(40_000, "{}"), _file.Factory, _ledger, _plant, TimeProvider.System, NullLogger<ShiftCloser>.Instance);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task A_shift_is_closed_with_its_three_figures()
    {
        await SaveAsync(
            Some.Project("HX1", "T1-06"),
            new PlanRow { Id = "PL0001", CreatedAt = Local(2, 6), StartAt = Local(2, 6), ReleasedAt = Local(2, 6), Document = "{}", Kpi = "{}" },
            Element("A", litres: 700, planned: Local(2, 10), passed: Local(2, 11)),
            Element("B", litres: 900, planned: Local(2, 12), passed: null),
            Element("C", litres: 500, planned: Local(2, 15), passed: Local(2, 13)));

        await CloseAtAsync(Local(2, 14, 5));

        // Output A + C = 1200 l; scheduled A + B = 1600 l; capacity as declared.
        var close = Assert.Single(await ClosesAsync());
        Assert.Equal("2026-03-02/early", close.ShiftId);
        Assert.Equal((2, 1200L), (close.OutputElements, close.OutputLitres));
        Assert.Equal((2, 1600L, "PL0001"), (close.ScheduledElements, close.ScheduledLitres, close.PlanId));
        Assert.Equal(40_000, close.CapacityLitres);
        Assert.Equal(["A", "C"], close.Elements.Select(e => e.ElementId));
        Assert.All(close.Elements, e => Assert.Equal("T1-06", e.DistrictId));
    }

    [Fact]
    public async Task A_running_shift_is_not_closed()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"));

        var next = await CloseAtAsync(Local(2, 13, 59));

        Assert.Empty(await ClosesAsync());
        Assert.Equal(Local(2, 14) + ShiftCloser.Settle, next);
    }

    [Fact]
    public async Task After_a_close_the_next_end_is_awaited_over_the_day_off()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"));

        // Saturday's late shift ends at 22:00; Sunday is off; Monday's early shift ends at 14:00.
        Assert.Equal(Local(9, 14) + ShiftCloser.Settle, await CloseAtAsync(Local(7, 22, 2)));
    }

    [Fact]
    public async Task What_becomes_known_after_its_close_is_carried_over_into_the_next()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"), Element("A", passed: Local(2, 9)));
        await CloseAtAsync(Local(2, 14, 2));
        await SaveAsync(Element("told late", passed: Local(2, 13, 59)), Element("B", passed: Local(2, 20)));
        await CloseAtAsync(Local(2, 22, 2));

        var late = (await ClosesAsync())[1];
        Assert.Equal(["told late", "B"], late.Elements.Select(e => e.ElementId));
        Assert.Equal([true, false], late.Elements.Select(e => e.CarriedOver));
        Assert.Equal((1, 500L), (late.CarriedOverElements, late.CarriedOverLitres));
    }

    [Fact]
    public async Task Overtime_belongs_to_the_next_shift_and_is_not_carried_over()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"), Element("overtime", passed: Local(2, 22, 30)));
        await CloseAtAsync(Local(3, 14, 2));

        var close = (await ClosesAsync()).Single(c => c.ShiftId == "2026-03-03/early");
        Assert.False(Assert.Single(close.Elements).CarriedOver);
    }

    [Fact]
    public async Task Missed_closes_are_made_up_in_order()
    {
        await SaveAsync(
            Some.Project("HX1", "T1-06"),
            Element("A", passed: Local(2, 9)),
            Element("B", passed: Local(2, 16)),
            Element("C", passed: Local(4, 7)));

        await CloseAtAsync(Local(4, 15));

        Assert.Equal(
            ["2026-03-02/early:A", "2026-03-02/late:B", "2026-03-03/early:", "2026-03-03/late:", "2026-03-04/early:C"],
            (await ClosesAsync()).Select(c => $"{c.ShiftId}:{string.Join(',', c.Elements.Select(e => e.ElementId))}"));
    }

    [Fact]
    public async Task A_closed_shift_is_not_closed_again()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"), Element("A", passed: Local(2, 9)));
        await CloseAtAsync(Local(2, 14, 2));
        await CloseAtAsync(Local(2, 15));

        Assert.Single(_ledger.Asked);
    }

    [Fact]
    public async Task A_close_that_the_ledger_has_already_stays_as_it_is()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"), Element("A", passed: Local(2, 9)));
        await CloseAtAsync(Local(2, 14, 2));
        var first = _ledger.Asked[0];

        await _ledger.CloseAsync(first with { Elements = [], CapacityLitres = 1 }, Cancelled);

        Assert.Equal(500, Assert.Single(await ClosesAsync()).OutputLitres);
    }

    [Fact]
    public async Task Without_any_order_there_is_nothing_to_close()
    {
        await CloseAtAsync(Local(6, 15));

        Assert.Empty(_ledger.Asked);
    }

    [Fact]
    public async Task A_refusal_of_the_ledger_stops_the_closing_with_its_reason()
    {
        await SaveAsync(Some.Project("HX1", "T1-06"));
        _ledger.Refusal = "not the owner";

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => CloseAtAsync(Local(3, 15)));

        Assert.Contains("not the owner", stopped.Message, StringComparison.Ordinal);
        Assert.Single(_ledger.Asked);
    }

    [Fact]
    public Task Closes_cover_all_output_exactly_once_whenever_the_facts_arrive() =>
        Gen.Select(Gen.Int[0, 5 * 24 * 60], Gen.Int[0, 2 * 24 * 60]).Array[1, 40].SampleAsync(
            async facts =>
            {
                // (minute of passing, delay in minutes until the fact is in the read models), from Monday 06:00.
                await using var file = await SqliteFile.CreateAsync();
                var plant = new FakeTimeProvider(Local(2, 6).ToUniversalTime());
                var closer = new ShiftCloser(
                    Calendar, new ShiftCapacity(0, "{}"), file.Factory, new LedgerTwin(file.Factory), plant, TimeProvider.System, NullLogger<ShiftCloser>.Instance);
                await SaveAsync(file, Some.Project("HX1", "T1-06"));
                var arrivals = facts
                    .Select((f, i) => (At: Local(2, 6).AddMinutes(f.Item1 + f.Item2), Row: Element($"E{i}", passed: Local(2, 6).AddMinutes(f.Item1))))
                    .OrderBy(a => a.At);
                foreach (var (at, row) in arrivals)
                {
                    if (at.ToUniversalTime() > plant.GetUtcNow())
                    {
                        plant.SetUtcNow(at.ToUniversalTime());
                        await closer.CloseDueAsync(Cancelled);
                    }

                    await SaveAsync(file, row);
                }

                plant.SetUtcNow(Local(20, 0).ToUniversalTime());
                await closer.CloseDueAsync(Cancelled);

                await using var context = file.Open();
                var counted = await context.ShiftCloseElements.ToListAsync(Cancelled);
                Assert.Equal(facts.Length, counted.Count);
                Assert.Equal(facts.Length * 500L, await context.ShiftCloses.SumAsync(c => c.OutputLitres, Cancelled));
            },
            iter: 20);

    private static ElementRow Element(string id, DateTimeOffset? passed, int litres = 500, DateTimeOffset? planned = null)
    {
        var row = Some.Element(id, litres: litres);
        row.PassedAt = passed;
        row.State = passed is null ? ElementState.Released : ElementState.Passed;
        if (planned is not null)
        {
            (row.PlanId, row.PlannedFinish) = ("PL0001", planned);
        }

        return row;
    }

    private async Task<DateTimeOffset> CloseAtAsync(DateTimeOffset now)
    {
        _plant.SetUtcNow(now.ToUniversalTime());
        return await _closer.CloseDueAsync(Cancelled);
    }

    private Task SaveAsync(params object[] rows) => SaveAsync(_file, rows);

    private static async Task SaveAsync(SqliteFile file, params object[] rows)
    {
        await using var context = file.Open();
        context.AddRange(rows);
        await context.SaveChangesAsync(Cancelled);
    }

    private async Task<IReadOnlyList<ShiftCloseRow>> ClosesAsync()
    {
        await using var context = _file.Open();
        return await context.ShiftClosesAsync(DateOnly.MinValue, DateOnly.MaxValue, Cancelled);
    }
}
