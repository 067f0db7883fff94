using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class ShiftTests
{
    private readonly Floor floor = new();

    public ShiftTests() => floor.Place("P01", "S01");

    [Fact]
    public void Interruptible_work_is_held_while_no_shift_is_active_and_goes_on_afterwards()
    {
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 480, interruptible: true);
        floor.ScanAt(0);
        floor.ScanAt(100);
        floor.Plant.Level.IsShiftActive = false;
        floor.ScanAt(100);
        Assert.Equal(UnitState.Held, floor["S01"].State);
        floor.ScanAt(1100);
        floor.Plant.Level.IsShiftActive = true;
        floor.ScanAt(1100);
        Assert.Equal(UnitState.Execute, floor["S01"].State);

        // 100 s before the pause of 1000 s, 380 s after it: 100 + 1000 + 380 = 1480.
        floor.ScanAt(2000);
        Assert.Equal(1480, Floor.Since(floor["S01"].EndedAt));
    }

    [Fact]
    public void Work_that_must_not_be_interrupted_runs_on_without_a_shift()
    {
        floor.Plant.Level.IsShiftActive = false;
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(0);
        Assert.Equal(UnitState.Execute, floor["S01"].State);
        floor.ScanAt(480);
        Assert.Equal(1u, floor["S01"].ResultSeq);
    }

    [Fact]
    public void Until_somebody_says_that_a_shift_is_active_none_is()
    {
        var config = Floor.Read("minimal");
        Assert.False(new PrecastMes.PlcSim.PlantModel(config, 1, Floor.Start).Level.IsShiftActive);
    }
}
