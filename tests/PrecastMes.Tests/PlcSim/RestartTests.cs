using PrecastMes.PlcSim;
using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.JobControl;
using PrecastMes.PlcSim.State;

namespace PrecastMes.Tests.PlcSim;

public sealed class RestartTests : IDisposable
{
    private static readonly PlantClock Clock = new(Floor.Start, Floor.Start, 480);

    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;
    private readonly Floor floor = new(spread: true);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Work_that_ran_when_the_simulator_died_ends_when_it_would_have()
    {
        var other = new Floor(spread: true);
        foreach (var one in new[] { floor, other })
        {
            one.Place("P01", "S04");
            one.Send("S04", CommandCode.Run, "P01", workSeconds: 480);
            one.ScanAt(0);
            one.ScanAt(100);
        }

        Restart();
        floor.ScanAt(5000);
        other.ScanAt(5000);
        Assert.Equal(1u, floor["S04"].ResultSeq);
        Assert.Equal(other["S04"].EndedAt, floor["S04"].EndedAt);
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "start" });
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "end" });
    }

    [Fact]
    public void A_command_executed_before_the_restart_is_not_executed_again()
    {
        floor.Place("P01", "S04");
        var command = floor.Send("S04", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(0);
        floor.ScanAt(1000);
        Restart();
        floor["S04"].Cmd = command;
        floor.ScanAt(2000);
        Assert.Equal(1u, floor["S04"].AckSeq);
        Assert.Equal(1u, floor["S04"].ResultSeq);
        Assert.Equal(1001u, floor["S04"].ResultId);
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "start" });
    }

    [Fact]
    public void Job_orders_go_on_where_they_were_and_are_known_again_by_their_ids()
    {
        var other = new Floor(spread: true);
        foreach (var one in new[] { floor, other })
        {
            one.Place("P01", "S04");
            var orders = one.Plant.Find("S04")!.JobOrders;
            orders.StoreAndStart(JobOrderTests.Work("J1", 480), "");
            orders.Store(JobOrderTests.Work("J2", 60), "");
            one.ScanAt(0);
            one.ScanAt(100);
        }

        Restart();
        var restored = floor.Plant.Find("S04")!.JobOrders;
        Assert.Equal(ReturnStatus.NoError, restored.StoreAndStart(JobOrderTests.Work("J1", 480), "").Status);
        floor.ScanAt(5000);
        other.ScanAt(5000);
        Assert.Equal(JobOrderState.Ended, restored.Find("J1")!.State);
        Assert.Equal(other.Plant.Find("S04")!.JobOrders.Find("J1")!.EndedAt, restored.Find("J1")!.EndedAt);
        Assert.Equal(JobOrderState.NotAllowedToStart, restored.Find("J2")!.State);
        Assert.Single(floor.Events, happened => happened is { JobOrder: "J1", Phase: "start" });
    }

    [Fact]
    public void Pallets_crane_fence_and_faults_are_where_they_were()
    {
        floor.Place("P01", "S13");
        floor.Send("SC1", CommandCode.Store, "P01", "S13", "CH1-C6L7", recipe: Floor.SlabRecipe, fence: 9);
        floor.ScanAt(0);
        floor.ScanAt(70);
        floor.Plant.Faults.JamCrane("SC1");
        floor.Plant.Faults.StopUnit("S02");
        floor.ScanAt(80);
        Restart();
        floor.ScanAt(5000);
        Assert.Equal("P01", floor["SC1"].PalletId);
        Assert.Equal(UnitState.Aborted, floor["SC1"].State);
        Assert.Equal(UnitState.Stopped, floor["S02"].State);
        Assert.Equal(9u, floor.Plant.Level.Fence);
        Assert.Equal(59, floor.Plant.Magazine!.Pallets.Count);
        Assert.True(floor.Plant.Chamber!.Find("CH1-C6L7")!.IsOccupied);
        floor.Plant.Faults.ClearJam("SC1");
        floor.ScanAt(5000);
        floor.ScanAt(6000);
        Assert.Equal("P01", floor.Plant.Chamber.Find("CH1-C6L7")!.PalletId);
    }

    [Fact]
    public void A_curve_is_the_same_with_and_without_a_restart()
    {
        var other = new Floor(spread: true);
        foreach (var one in new[] { floor, other })
        {
            one.Place("P01", "S13");
            one.Send("SC1", CommandCode.Store, "P01", "S13", "CH1-C1L1", recipe: Floor.SlabRecipe);
            one.ScanAt(0);
            one.ScanAt(1000);
            one.ScanAt(15_000);
        }

        Restart();
        floor.ScanAt(40_000);
        other.ScanAt(40_000);
        var place = floor.Plant.Chamber!.Find("CH1-C1L1")!.Heat;
        Assert.Equal(CuringPhase.Done, place.Phase);
        Assert.Equal(other.Plant.Chamber!.Find("CH1-C1L1")!.Heat.Curve, place.Curve);
    }

    [Fact]
    public void A_state_of_another_plant_is_refused_with_every_difference()
    {
        var minimal = new PlantModel(Floor.Read("minimal"), 1, Floor.Start);
        var problems = Snapshots.Restore(minimal, Snapshots.Take(floor.Plant, 1, Clock, []));
        Assert.Contains("unit S17 is in the state, not in plc-sim.yaml", problems);
        Assert.Contains("unit S1 is in plc-sim.yaml, not in the state", problems);
        Assert.Contains("compartment CH1-C6L7 is in the state, not in plc-sim.yaml", problems);
    }

    [Fact]
    public void Two_simulators_cannot_keep_the_same_state()
    {
        using var first = new StateFile(folder);
        Assert.Throws<IOException>(() => new StateFile(folder));
    }

    /// <summary>Keeps the plant on disk and puts it into a new one.</summary>
    private void Restart()
    {
        using (var file = new StateFile(folder))
        {
            file.Write(Snapshots.Take(floor.Plant, 1, Clock, []));
        }

        using var again = new StateFile(folder);
        var kept = again.Read()!;
        floor.Plant = new PlantModel(floor.Config, 1, kept.At);
        Assert.Empty(Snapshots.Restore(floor.Plant, kept));
    }
}
