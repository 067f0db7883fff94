using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class FaultsTests
{
    private readonly Floor floor = new();

    [Fact]
    public void A_stopped_unit_freezes_its_work_and_goes_on_when_resumed()
    {
        floor.Place("P01", "S04");
        floor.Send("S04", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(0);
        floor.ScanAt(100);
        Assert.Null(floor.Plant.Faults.StopUnit("S04"));
        floor.ScanAt(100);
        Assert.Equal(UnitState.Stopped, floor["S04"].State);
        Assert.Equal(FaultCode.StoppedByHand, floor["S04"].Fault);
        floor.ScanAt(700);
        Assert.Null(floor.Plant.Faults.ResumeUnit("S04"));
        floor.ScanAt(700);
        Assert.Equal(FaultCode.None, floor["S04"].Fault);

        // 100 s, 600 s of standing, 380 s: 1080.
        floor.ScanAt(2000);
        Assert.Equal(1080, Floor.Since(floor["S04"].EndedAt));
    }

    [Fact]
    public void A_move_into_a_stopped_unit_waits_for_it()
    {
        floor.Place("P01", "S04");
        floor.Send("S04", CommandCode.Transfer, "P01", "S04", "S05");
        floor.ScanAt(0);
        floor.ScanAt(20);
        floor.Plant.Faults.StopUnit("S05");
        floor.ScanAt(20);
        Assert.Equal(UnitState.Held, floor["S04"].State);
        floor.ScanAt(500);
        floor.Plant.Faults.ResumeUnit("S05");
        floor.ScanAt(500);
        floor.ScanAt(600);

        // 20 s, then 40 s from 500 s on.
        Assert.Equal(540, Floor.Since(floor["S04"].EndedAt));
    }

    [Fact]
    public void A_jammed_crane_keeps_its_pallet_and_goes_on_when_cleared()
    {
        floor.Place("P01", "S13");
        floor.Send("SC1", CommandCode.Store, "P01", "S13", "CH1-C3L4", recipe: Floor.SlabRecipe);
        floor.ScanAt(0);
        floor.ScanAt(60);
        Assert.Null(floor.Plant.Faults.JamCrane("SC1"));
        floor.ScanAt(60);
        floor.ScanAt(5000);
        Assert.Equal(UnitState.Aborted, floor["SC1"].State);
        Assert.Equal(FaultCode.CraneJammed, floor["SC1"].Fault);
        Assert.Equal("P01", floor["SC1"].PalletId);
        Assert.Equal(0u, floor["SC1"].ResultSeq);
        Assert.Null(floor.Plant.Faults.ClearJam("SC1"));
        floor.ScanAt(5000);
        floor.ScanAt(6000);

        // 60 of 127 s were done: 67 s from 5000 s on.
        Assert.Equal(5067, Floor.Since(floor["SC1"].EndedAt));
        Assert.Equal("P01", floor.Plant.Chamber!.Find("CH1-C3L4")!.PalletId);
    }

    [Fact]
    public void A_slowed_unit_takes_so_many_times_as_long()
    {
        floor.Place("P01", "S04");
        Assert.Null(floor.Plant.Faults.SlowDown("S04", 2.5));
        floor.Send("S04", CommandCode.Run, "P01", workSeconds: 100);
        floor.ScanAt(0);
        floor.ScanAt(1000);
        Assert.Equal(250, Floor.Since(floor["S04"].EndedAt));
    }

    [Fact]
    public void Faults_are_in_the_log_with_start_and_end()
    {
        floor.Plant.Faults.StopUnit("S04");
        floor.ScanAt(10);
        floor.Plant.Faults.ResumeUnit("S04");
        floor.ScanAt(20);
        Assert.Equal([("fault", "start"), ("fault", "end")], floor.Events.Select(happened => (happened.Event, happened.Phase!)));
    }

    [Fact]
    public void Nonsense_is_answered_with_words()
    {
        var faults = floor.Plant.Faults;
        Assert.StartsWith("\"S99\" is no unit; there are S01,", faults.StopUnit("S99"), StringComparison.Ordinal);
        Assert.Equal("S04 is not stopped", faults.ResumeUnit("S04"));
        Assert.Equal("\"S04\" is no crane; there is SC1", faults.JamCrane("S04"));
        Assert.Equal("SC1 is not jammed", faults.ClearJam("SC1"));
        Assert.Equal("factor 0.5 is not from 1 to 1000", faults.SlowDown("S04", 0.5));
        Assert.Equal("factor NaN is not from 1 to 1000", faults.SlowDown("S04", double.NaN));
    }
}
