using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Tests.Execution;

public sealed class CuringGateTests
{
    [Fact]
    public void Curing_pallet_is_not_dispatched()
    {
        var world = Curing();
        var since = world.One<CuringStarted>(_ => true).At;
        world.RunTo(since.AddSeconds(world.Twin.CureSeconds - 60));
        Assert.DoesNotContain(world.Events, e => e is CommandIssued { Code: CommandCode.Retrieve });
        world.RunUntil(s => s.Loads.Count == 0);
        Assert.True(world.One<CommandIssued>(e => e.Code == CommandCode.Retrieve).At >= since.AddSeconds(world.Twin.CureSeconds));
    }

    [Fact]
    public void Curve_is_on_record_before_the_load_leaves_its_compartment()
    {
        var world = Curing();
        world.RunUntil(s => s.Loads.Count == 0);
        var recorded = world.One<CuringRecorded>(_ => true);

        // 31000 s at one sample in 300 s: 103 whole intervals and the first sample.
        Assert.True(recorded.TempsDeciC.Count >= 104, $"{recorded.TempsDeciC.Count} samples");
        Assert.Equal("CH-C1L1", recorded.Place);
        var order = world.Events.Where(e => e is CuringRecorded or CommandIssued { Code: CommandCode.Retrieve }).ToList();
        Assert.IsType<CuringRecorded>(order[0]);
    }

    [Fact]
    public void Load_below_demoulding_strength_stays_until_it_has_ripened()
    {
        // At 10 ℃: 15 MPa at the lower edge (85 %) is 17.65 of 38 MPa, so kM' = 0.867, M' = 248, M = 278 ℃·h: 27.8 h.
        var world = Curing(_ => 100);
        var since = world.One<CuringStarted>(_ => true).At;
        world.RunUntil(s => s.Loads.Count == 0);
        var left = world.One<CommandIssued>(e => e.Code == CommandCode.Retrieve).At - since;
        Assert.InRange(left, TimeSpan.FromHours(27.7), TimeSpan.FromHours(28.2));
        Assert.True(world.One<CuringRecorded>(_ => true).StrengthDeciMpa >= 150);
    }

    [Fact]
    public void Load_that_is_too_warm_to_leave_waits()
    {
        // 45 ℃ is 27 ℃ above the hall's 18 ℃, over the 25 ℃ of the rules; after 12 h it is 40 ℃.
        var world = Curing(i => (short)(i < 144 ? 450 : 400));
        var since = world.One<CuringStarted>(_ => true).At;
        world.RunUntil(s => s.Loads.Count == 0);
        Assert.True(world.One<CommandIssued>(e => e.Code == CommandCode.Retrieve).At >= since.AddHours(12));
    }

    [Fact]
    public void Load_that_was_too_hot_is_held_until_a_person_gives_name_and_reason()
    {
        var world = Curing(i => (short)(i is > 30 and < 40 ? 750 : 400));
        world.RunUntil(s => s.Loads["PL0001-L001"].Held);
        world.RunTo(world.Now.AddDays(2));
        Assert.DoesNotContain(world.Events, e => e is CommandIssued { Code: CommandCode.Retrieve });
        var deviation = world.One<CuringDeviated>(e => e.Breach == CuringBreach.Hold);
        Assert.Equal(("max-temp", 750, 700), (deviation.Rule, deviation.Measured, deviation.Limit));

        Assert.Equal("no-reason", world.LiftHold("PL0001-L001", "", "")?.Refusal?.Code);
        Assert.Null(world.LiftHold("PL0001-L001", "Li Wei", "cubes tested: 24 MPa").Refusal);
        world.RunUntil(s => s.Loads.Count == 0);
        Assert.Contains(world.Events, e => e is ElementsPassed);
    }

    [Fact]
    public void Heating_too_fast_goes_on_record_and_the_load_goes_on()
    {
        // 15 ℃ within half an hour (6 samples) is 30 ℃ an hour; the limit is 20.
        var world = Curing(i => (short)Math.Clamp(200 + (25 * i), 200, 400));
        world.RunUntil(s => s.Loads.Count == 0);
        var deviation = world.One<CuringDeviated>(_ => true);
        Assert.Equal(("heating-rate", 300, 200, CuringBreach.Record), (deviation.Rule, deviation.Measured, deviation.Limit, deviation.Breach));
    }

    private static DeciderWorld Curing(Func<int, short>? temperature = null)
    {
        var world = new DeciderWorld(1);
        world.Twin.Temperature = temperature is null ? null : (_, i) => temperature(i);
        world.Release(TestPlant.LoopLoad(1, 1));
        world.RunUntil(s => s.Loads.Values.Any(l => l.CuringSince is not null));
        return world;
    }
}
