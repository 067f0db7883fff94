using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Times of plans that can be worked out by hand, in seconds from the plan's start.</summary>
public sealed class DecoderTests
{
    private static int At(Plan plan, DateTimeOffset instant) => SmallPlant.Second(plan, instant);

    // move –10, A 10–110, move –120, mix –150, B –350, store –370, cure –1370, retrieve –1390, C –1490, move –1500, D –1600,
    // E –1650, F –1700; the pallet is back at 1610.
    [Fact]
    public void Load_alone_passes_its_route_without_waiting()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a")]);

        var load = Assert.Single(plan.Loads);
        Assert.Equal(0, At(plan, load.MouldsFrom));
        Assert.Equal((10, 110), SmallPlant.Times(plan, load, "clean"));
        Assert.Equal((120, 150), (At(plan, load.Batch.Start), At(plan, load.Batch.End)));
        Assert.Equal((150, 350), SmallPlant.Times(plan, load, "cast"));
        Assert.Equal((350, 370, 1370, 1370, 1390), (At(plan, load.Curing.StoreStart), At(plan, load.Curing.Start), At(plan, load.Curing.End), At(plan, load.Curing.RetrieveStart), At(plan, load.Curing.RetrieveEnd)));
        Assert.Equal((1390, 1490), SmallPlant.Times(plan, load, "strip"));
        Assert.Equal(1490, At(plan, load.MouldsUntil));
        Assert.Equal((1500, 1600), SmallPlant.Times(plan, load, "lift"));
        Assert.Equal(1610, At(plan, load.PalletUntil!.Value));
        Assert.Equal(1650, At(plan, load.FinishAt));
        Assert.Equal((1650, 1700), SmallPlant.Times(plan, load, "yard"));
    }

    [Fact]
    public void Load_alone_meets_its_bound()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a")]);

        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Equal(0, plan.Kpi.Gap);
    }

    // A is empty at 120; the second is there at 130, done at 230, and stands: B is empty only at 370 when the first is stored.
    [Fact]
    public void Second_load_is_blocked_until_the_next_station_is_empty()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        var clean = plan.Loads[1].Operations.Single(o => o.Operation == "clean");
        Assert.Equal((120, 130, 230, 380), (At(plan, plan.Loads[1].MouldsFrom), At(plan, clean.Arrive), At(plan, clean.End), At(plan, clean.Leave)));
        Assert.Equal((410, 610), SmallPlant.Times(plan, plan.Loads[1], "cast"));
    }

    [Fact]
    public void Load_without_a_mould_waits_for_the_end_of_stripping()
    {
        var plan = new SmallPlant { Moulds = 1 }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        Assert.Equal(1490, At(plan, plan.Loads[1].MouldsFrom));
        Assert.Equal(plan.Loads[0].Elements[0].MouldUnit, plan.Loads[1].Elements[0].MouldUnit);
    }

    [Fact]
    public void Load_without_a_pallet_waits_until_one_is_back()
    {
        var plan = new SmallPlant { Pallets = 1 }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        Assert.Equal(1610, At(plan, plan.Loads[1].MouldsFrom));
    }

    // One compartment: the first is stored 350–370 and leaves 1370–1390; the second, cast by 610, is stored from 1390.
    [Fact]
    public void Full_chamber_holds_the_pallet_at_the_last_wet_station()
    {
        var plan = new SmallPlant { Levels = 1 }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        Assert.Equal(1390, At(plan, plan.Loads[1].Curing.StoreStart));
        Assert.Equal(1410, At(plan, plan.Loads[1].Operations.Single(o => o.Operation == "cast").Leave));
    }

    // From 13:58 the shift lasts 120 s: cleaning runs 10–110, the pallet stands before the mixer at 120 and waits for 06:00,
    // 16 h after the shift's end: 57,720.
    [Fact]
    public void Casting_waits_for_the_morning_rather_than_be_interrupted()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a")], new TimeOnly(13, 58));

        Assert.Equal((57_720, 57_750), (At(plan, plan.Loads[0].Batch.Start), At(plan, plan.Loads[0].Batch.End)));
        Assert.Equal((57_750, 57_950), SmallPlant.Times(plan, plan.Loads[0], "cast"));
    }

    // From 13:56: mixing 120–150, casting 150–350, 110 s past the shift's end at 240; two minutes of overtime allow it, one does not.
    [Theory]
    [InlineData(2, 150)]
    [InlineData(1, 57_870)]
    public void Casting_may_run_into_overtime(int overtimeMinutes, int castStart)
    {
        var plan = new SmallPlant { OvertimeMinutes = overtimeMinutes }.Solve([SmallPlant.Slab("a")], new TimeOnly(13, 56));

        Assert.Equal(castStart, SmallPlant.Times(plan, plan.Loads[0], "cast").Start);
        Assert.Equal(overtimeMinutes == 2 ? 110 / 3600.0 : 0, plan.Kpi.OvertimeHours, 4);
    }

    // From 13:59 the shift lasts 60 s: cleaning does 50 s, pauses 16 h and does 50 s from 57,660.
    [Fact]
    public void Cleaning_pauses_over_night()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a")], new TimeOnly(13, 59));

        Assert.Equal((10, 57_710), SmallPlant.Times(plan, plan.Loads[0], "clean"));
    }

    // At 13:59:55 the shift has 5 s left and the move takes 10: the pallet starts so as to arrive at 06:00 sharp, 57,605 s on.
    [Fact]
    public void Load_is_not_started_into_the_night()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Slab("a")], new TimeOnly(13, 59, 55));

        Assert.Equal(57_605 - 10, At(plan, plan.Loads[0].MouldsFrom));
        Assert.Equal(57_605, SmallPlant.Times(plan, plan.Loads[0], "clean").Start);
    }

    // Stair a: prepare 0–600, mix –630, cast –930, cure –1930, demould –2230, final –2280. The one preparing gang goes on to
    // stair b 600–1200; mix –1230, cast –1530, cure –2530, demould –2830.
    [Fact]
    public void Crews_go_from_mould_to_mould()
    {
        var plan = new SmallPlant().Solve([SmallPlant.Stair("a"), SmallPlant.Stair("b")]);

        Assert.Equal((0, 600), SmallPlant.Times(plan, plan.Loads[0], "prepare"));
        Assert.Equal((630, 930), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal((1930, 2230), SmallPlant.Times(plan, plan.Loads[0], "demould"));
        Assert.Equal(2280, At(plan, plan.Loads[0].FinishAt));
        Assert.Equal((600, 1200), SmallPlant.Times(plan, plan.Loads[1], "prepare"));
        Assert.Equal((1230, 1530), SmallPlant.Times(plan, plan.Loads[1], "cast"));
        Assert.NotEqual(plan.Loads[0].Elements[0].MouldUnit, plan.Loads[1].Elements[0].MouldUnit);
    }

    // First slab: cast 150–550, stored –570; the second moves –580 and mixes 580–610; the stair waits from 600 to 610.
    [Fact]
    public void Mixer_serves_one_line_at_a_time()
    {
        var plan = new SmallPlant { CastSeconds = 400 }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b"), SmallPlant.Stair("c")]);

        var stair = plan.Loads.Single(l => l.LineId == "X");
        Assert.Equal((610, 640), (At(plan, stair.Batch.Start), At(plan, stair.Batch.End)));
    }
}
