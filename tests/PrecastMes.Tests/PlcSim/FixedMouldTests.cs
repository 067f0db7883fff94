using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.Tests.PlcSim;

public sealed class FixedMouldTests
{
    private const string Recipe = "fixed;7200;15;50;18000;15;38";

    private readonly Floor floor = new();

    private FixedMould Mould => (FixedMould)floor.Plant.Find("LT-A-01")!;

    [Fact]
    public void Curing_ends_with_its_programme_and_demoulding_empties_the_mould()
    {
        floor.Send("LT-A-01", CommandCode.Cure, "L1", recipe: Recipe);
        floor.ScanAt(0);
        Assert.Equal(CuringPhase.Preset, Mould.Heat.Phase);
        Assert.Equal("L1", floor["LT-A-01"].PalletId);
        floor.ScanAt(8 * 3600);
        Assert.Equal(0u, floor["LT-A-01"].ResultSeq);
        floor.ScanAt(11 * 3600);
        Assert.Equal(ResultCode.Done, floor["LT-A-01"].ResultCode);
        Assert.Equal(Mould.Heat.DoneAt, floor["LT-A-01"].EndedAt);
        Assert.Equal("L1", floor["LT-A-01"].PalletId);

        floor.Send("LT-A-01", CommandCode.Run, "L1", workSeconds: 1800);
        floor.ScanAt(40_000);
        Assert.NotEmpty(Mould.Heat.Curve);
        floor.ScanAt(41_800);
        Assert.Empty(Mould.Heat.Curve);
        Assert.Equal(CuringPhase.Empty, Mould.Heat.Phase);
        Assert.Equal("", floor["LT-A-01"].PalletId);
    }

    [Fact]
    public void A_cured_load_is_not_cured_again_and_no_other_is_worked_on()
    {
        floor.Send("LT-A-01", CommandCode.Cure, "L1", recipe: Recipe);
        floor.ScanAt(0);
        floor.ScanAt(11 * 3600);
        floor.Send("LT-A-01", CommandCode.Cure, "L1", recipe: Recipe);
        floor.ScanAt(40_000);
        Assert.Equal("LT-A-01 has cured L1 and is not emptied", floor["LT-A-01"].ResultDetail);
        floor.Send("LT-A-01", CommandCode.Run, "L2", workSeconds: 1800);
        floor.ScanAt(40_001);
        Assert.Equal("carrier L2 is not in LT-A-01 (L1)", floor["LT-A-01"].ResultDetail);
    }

    [Fact]
    public void A_mould_stopped_while_it_cures_is_done_later_by_as_much()
    {
        var other = new Floor();
        foreach (var one in new[] { floor, other })
        {
            one.Send("LT-A-01", CommandCode.Cure, "L1", recipe: Recipe);
            one.ScanAt(0);
            one.ScanAt(4 * 3600);
        }

        floor.Plant.Faults.StopUnit("LT-A-01");
        floor.ScanAt(4 * 3600);
        floor.ScanAt(5 * 3600);
        Assert.Equal(UnitState.Stopped, floor["LT-A-01"].State);
        floor.Plant.Faults.ResumeUnit("LT-A-01");
        floor.ScanAt(20 * 3600);
        other.ScanAt(20 * 3600);

        // The setpoint stood still for an hour; the concrete drew nearer to it meanwhile, which saves a few minutes.
        var later = floor["LT-A-01"].EndedAt - other["LT-A-01"].EndedAt;
        Assert.InRange(later.TotalMinutes, 45, 60);
    }
}
