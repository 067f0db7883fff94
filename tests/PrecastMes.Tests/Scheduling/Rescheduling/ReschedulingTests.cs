using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Tests.Scheduling.Rescheduling;

/// <summary>What a planner relies on when something comes between.</summary>
public sealed class ReschedulingTests
{
    private static readonly DateTimeOffset Now = PlanInForce.Now;

    [Fact]
    public void Without_a_disturbance_nothing_changes()
    {
        var request = PlanInForce.Request();

        var repair = PlanInForce.Solve(request, iterations: 20);

        PlanInForce.Check(request, repair);
        Assert.Empty(repair.Changes);
        Assert.All(repair.Kept, load => Assert.Contains(load, request.Loads));
    }

    [Fact]
    public void A_breakdown_pushes_what_it_meets_and_nothing_else()
    {
        // The casting station is out for 90 minutes; what is behind it, in the chamber and at the dry stations, is none of its business.
        var request = PlanInForce.Request() with { Disturbances = [new StationDown("S10", Now, Now.AddMinutes(90))] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);
        Assert.True(repair.Stability.FrozenLoadsPushed > 0);
        foreach (var before in request.Loads.Where(load => load.LineId == "fixed" && load.MouldsFrom <= Now && load.Batch.End <= Now))
        {
            Assert.Same(before, repair.Kept.Single(load => load.LoadId == before.LoadId));
        }
    }

    [Fact]
    public void What_runs_when_its_station_breaks_down_ends_as_much_later_as_it_stood()
    {
        // A screed of 420 s that has run 100 s is finished 320 s after the repair: it ends exactly as late as the outage was long.
        var load = PlanInForce.Plan.Loads.First(each => each.LineId == "loop" && each.MouldsFrom > Now.AddHours(-4) && Screed(each).Start > Now.AddHours(-1));
        var at = Screed(load).Start.AddSeconds(100);
        var request = PlanInForce.Request(at) with { Disturbances = [new StationDown("S11", at, at.AddMinutes(30))] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);
        Assert.Equal(Screed(load).End.AddMinutes(30), Screed(repair.Kept.Single(each => each.LoadId == load.LoadId)).End);

        static PlannedOperation Screed(PlannedLoad load) => load.Operations.Single(operation => operation.Operation == "screed");
    }

    [Theory]
    [InlineData("S04", 60)]
    [InlineData("SC1", 45)]
    [InlineData("MX1", 120)]
    [InlineData("S14", 200)]
    [InlineData("S19", 300)]
    public void Nothing_uses_what_is_out_of_service(string unit, int minutes)
    {
        var request = PlanInForce.Request() with { Disturbances = [new StationDown(unit, Now.AddMinutes(-10), Now.AddMinutes(minutes))] };

        PlanInForce.Check(request, PlanInForce.Solve(request, iterations: 10));
    }

    [Fact]
    public void Maintenance_that_is_still_to_come_is_kept_clear()
    {
        var request = PlanInForce.Request() with { Disturbances = [new StationDown("S10", Now.AddHours(20), Now.AddHours(26))] };

        var repair = PlanInForce.Solve(request, iterations: 10);

        PlanInForce.Check(request, repair);
        Assert.Equal(0, repair.Stability.FrozenLoadsPushed);
    }

    [Fact]
    public void A_held_pallet_holds_those_behind_it()
    {
        var load = PlanInForce.Plan.Loads.First(each => each.LineId == "loop" && each.MouldsFrom < Now && each.Curing.StoreStart > Now);
        var request = PlanInForce.Request() with { Disturbances = [new PalletHeld(load.PalletId!, Now.AddMinutes(75))] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);
        var at = repair.Kept.Single(each => each.LoadId == load.LoadId).Operations.First(operation => operation.Leave > Now);
        Assert.True(at.End >= Now.AddMinutes(75));
        Assert.True(repair.Stability.FrozenLoadsPushed > 1);
    }

    [Fact]
    public void A_broken_mould_is_not_used_and_an_element_that_has_no_other_is_named()
    {
        // SF-WQ2 has two units; with none left its elements can't be made.
        var one = PlanInForce.Request() with { Disturbances = [new MouldBroken("SF-WQ2-01", null)] };
        var both = PlanInForce.Request() with { Disturbances = [new MouldBroken("SF-WQ2-01", null), new MouldBroken("SF-WQ2-02", null)] };

        var half = PlanInForce.Solve(one, iterations: 10);
        var none = PlanInForce.Solve(both);

        PlanInForce.Check(one, half);
        Assert.Empty(half.Plan.Unplanned);
        Assert.True(half.Stability.LateAfter >= half.Stability.LateBefore);
        PlanInForce.Check(both, none);
        Assert.Contains(none.Plan.Unplanned, element => element.ReasonCode == "no-mould");
        Assert.All(none.Plan.Unplanned, element => Assert.Contains("WQ2", element.ElementId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_gang_does_no_work()
    {
        var request = PlanInForce.Request() with { Disturbances = [new CrewMissing("fixed", "prepare", 1, Now.AddMinutes(-5), Now.AddHours(12))] };

        PlanInForce.Check(request, PlanInForce.Solve(request, iterations: 10));
    }

    [Fact]
    public void A_scrapped_piece_is_made_again_as_a_piece_of_its_own()
    {
        var lost = PlanInForce.Request().Loads.First(load => load.MouldsFrom < Now).Elements[0].ElementId;
        var request = PlanInForce.Request() with { Disturbances = [new ElementScrapped(lost)] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);
        Assert.Equal(lost + "-R1", repair.Remade[lost].Id);
        Assert.Contains(repair.Plan.Loads.SelectMany(load => load.Elements), element => element.ElementId == lost + "-R1");
        Assert.Equal(1, repair.Stability.Added);
    }

    [Fact]
    public void A_rush_order_comes_in_time_and_pushes_little()
    {
        // A floor of slabs for the day after tomorrow, in marks that have moulds enough.
        Element[] alike = [.. SamplePlan.Elements.Where(element => element.Mark == "DBS1").Take(6)];
        var request = PlanInForce.Request() with
        {
            Rush = [.. alike.Select((element, i) => element with { Id = $"RUSH-{i}", NeedDate = DateOnly.FromDateTime(Now.AddDays(3).Date) })],
        };

        var repair = PlanInForce.Solve(request, iterations: 50);

        PlanInForce.Check(request, repair, request.Rush.Zip(alike, (rush, element) => (rush.Id, element.Id, (DateOnly?)rush.NeedDate)));
        Assert.Equal(6, repair.Stability.Added);
        Assert.DoesNotContain(repair.Plan.Late, late => late.ElementId.StartsWith("RUSH", StringComparison.Ordinal));
        Assert.True(repair.Stability.Moved < request.Elements.Count / 2, $"{repair.Stability.Moved} of {request.Elements.Count} moved");
    }

    [Fact]
    public void A_locked_load_starts_when_it_was_planned_to_although_the_others_move()
    {
        // Slabs, whose moulds are not the bottleneck: a lock can't bring a mould back that the breakdown holds.
        var open = PlanInForce.Request().Loads.Where(load => load.FamilyCode == "DBS" && load.MouldsFrom > Now.AddHours(18)).OrderBy(load => load.MouldsFrom).ToList();
        var request = PlanInForce.Request() with { Disturbances = [new StationDown("S10", Now, Now.AddHours(2))], Locked = [open[3].LoadId, open[9].LoadId] };

        var repair = PlanInForce.Solve(request, iterations: 50);

        PlanInForce.Check(request, repair);
        Assert.Empty(repair.BrokenLocks);
        foreach (var load in (PlannedLoad[])[open[3], open[9]])
        {
            Assert.Equal(load.MouldsFrom, repair.Plan.Loads.Single(each => each.Elements.Any(element => element.ElementId == load.Elements[0].ElementId)).MouldsFrom);
        }
    }

    [Fact]
    public void Locking_everything_moves_nothing()
    {
        var request = PlanInForce.Request();
        request = request with { Locked = [.. request.Loads.Select(load => load.LoadId)] };

        var repair = PlanInForce.Solve(request);

        Assert.Empty(repair.BrokenLocks);
        Assert.Empty(repair.Changes);
    }

    [Fact]
    public void A_gang_that_is_missing_for_days_is_none_of_the_circulation_lines_business_although_they_share_a_mixer()
    {
        var request = PlanInForce.Request() with { Disturbances = [new CrewMissing("fixed", "prepare", 2, Now, Now.AddDays(5))] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);

        // A batch of another line may come or go before its own: some minutes, at most with a night between them, not days.
        var before = request.Loads.ToDictionary(load => load.Elements[0].ElementId);
        Assert.All(
            repair.Kept.Concat(repair.Plan.Loads).Where(load => load.LineId == "loop"),
            load => Assert.True((load.FinishAt - before[load.Elements[0].ElementId].FinishAt).Duration() < TimeSpan.FromHours(10), $"{load.LoadId} {load.FinishAt}"));
    }

    [Fact]
    public void A_lock_that_cannot_be_kept_is_named()
    {
        var next = PlanInForce.Request().Loads.Where(load => load.LineId == "loop" && load.MouldsFrom > Now.AddHours(2)).MinBy(load => load.MouldsFrom)!;
        var request = PlanInForce.Request() with { Disturbances = [new StationDown("S01", Now, next.MouldsFrom.AddHours(1))], Locked = [next.LoadId] };

        var broken = Assert.Single(PlanInForce.Solve(request).BrokenLocks);

        Assert.Equal((next.LoadId, next.MouldsFrom), (broken.LoadId, broken.PlannedStart));
        Assert.True(broken.Start > next.MouldsFrom);
    }

    [Fact]
    public void What_is_cancelled_is_not_made_unless_it_has_begun()
    {
        var begun = PlanInForce.Request().Loads.First(load => load.MouldsFrom < Now).Elements[0].ElementId;
        var open = PlanInForce.Request().Loads.First(load => load.MouldsFrom > Now.AddHours(10)).Elements[0].ElementId;
        var request = PlanInForce.Request() with { Cancelled = [begun, open] };

        var repair = PlanInForce.Solve(request);

        PlanInForce.Check(request, repair);
        Assert.Equal(1, repair.Stability.Removed);
        Assert.Contains(repair.Changes, change => change.ElementId == open && change.Kind == ElementChangeKind.Removed);
    }

    [Fact]
    public void Any_mixture_of_disturbances_at_any_time_gives_a_plan_that_holds()
    {
        var random = new Random(20261128);
        string[] units = ["S01", "S05", "S08", "S10", "S12", "S13", "S15", "S17", "S18", "S20", "SC1", "MX1", "FR1"];
        string[] moulds = ["SF-DBS1-03", "SF-WQ2-02", "SF-KT1-01", "LT-A-01", "YT-B-02"];
        for (var run = 0; run < 25; run++)
        {
            var now = PlanInForce.Plan.StartAt.AddMinutes(random.Next(60, 6 * 24 * 60));
            var some = new List<Disturbance>();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var from = now.AddMinutes(random.Next(-60, 600));
                var until = now.AddMinutes(random.Next(601, 1_500));
                some.Add(random.Next(4) switch
                {
                    0 => new StationDown(units[random.Next(units.Length)], from, until),
                    1 => new PalletHeld($"P{random.Next(1, 61):00}", until),
                    2 => new MouldBroken(moulds[random.Next(moulds.Length)], random.Next(2) == 0 ? null : until),
                    _ => new CrewMissing("fixed", "prepare", 1, from, until),
                });
            }

            var request = PlanInForce.Request(now) with { Disturbances = some, Freeze = TimeSpan.FromMinutes(random.Next(0, 600)) };
            PlanInForce.Check(request, PlanInForce.Solve(request, iterations: 3));
        }
    }

    [Fact]
    public void The_same_request_and_seed_give_the_same_repair()
    {
        var request = PlanInForce.Request() with { Disturbances = [new StationDown("S10", Now, Now.AddMinutes(90))] };

        var first = PlanInForce.Solve(request, iterations: 60);
        var second = PlanInForce.Solve(request, iterations: 60);

        Assert.Equal(SamplePlan.ToJson(first.Plan with { Kpi = second.Plan.Kpi }), SamplePlan.ToJson(second.Plan));
    }

    [Fact]
    public void Every_slip_of_the_pen_is_told_at_once()
    {
        var request = PlanInForce.Request() with
        {
            Disturbances =
            [
                new StationDown("S99", Now, Now.AddHours(-1)),
                new PalletHeld("P99", Now.AddYears(3)),
                new MouldBroken("SF-X-01", Now.AddDays(-1)),
                new CrewMissing("fixed", "nobody", 1, Now, Now.AddHours(1)),
                new CrewMissing("fixed", "prepare", 3, Now, Now.AddHours(1)),
                new ElementScrapped("E0"),
            ],
            Locked = ["L0"],
            Cancelled = ["E1"],
            Rush = [PlanInForce.Request().Elements[0]],
        };

        Assert.Equal(
            [
                "disturbances[0].unit", "disturbances[0].until", "disturbances[1].palletId", "disturbances[1].until", "disturbances[2].mouldUnit", "disturbances[2].until",
                "disturbances[3].crewId", "disturbances[4].gangs", "disturbances[5].elementId", "locked[0]", "cancelled[0]", "rush[0].id",
            ],
            RescheduleProblems.Of(request).Select(problem => problem.Path));
    }
}
