using System.Text;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.JobControl;

namespace PrecastMes.Tests.PlcSim;

/// <summary>Job orders at the machines of the sample plant, without a wire.</summary>
public sealed class JobOrderTests
{
    private readonly Floor floor = new();

    public JobOrderTests() => floor.Place("P01", "S01");

    private JobOrderReceiver Orders => floor.Plant.Find("S01")!.JobOrders;

    [Fact]
    public void A_job_order_passes_from_stored_over_running_to_ended_and_is_cleared()
    {
        Assert.Equal(ReturnStatus.NoError, Orders.Store(Work("J1", 480), "").Status);
        floor.ScanAt(0);
        Expect("J1", JobOrderState.NotAllowedToStart, JobOrderSubstate.Ready);
        Assert.Equal(ReturnStatus.NoError, Orders.Start("J1", "").Status);
        floor.ScanAt(10);
        Expect("J1", JobOrderState.Running, JobOrderSubstate.None);
        floor.ScanAt(250);
        Assert.Equal(50, Orders.Find("J1")!.Progress);

        // Begun at 10 s, 480 s of work.
        floor.ScanAt(600);
        Expect("J1", JobOrderState.Ended, JobOrderSubstate.Completed);
        Assert.Equal(490, Floor.Since(Orders.Find("J1")!.EndedAt!.Value));
        Assert.Equal(JobResult.Successful, Orders.Find("J1")!.Result);
        Assert.Equal(ReturnStatus.NoError, Orders.Clear("J1").Status);
        Assert.Empty(Orders.Entries);
    }

    [Fact]
    public void A_running_job_order_shows_on_the_handshake_as_state_and_progress_and_leaves_its_result_alone()
    {
        Orders.StoreAndStart(Work("J1", 480), "");
        floor.ScanAt(0);
        floor.ScanAt(240);
        Assert.Equal(UnitState.Execute, floor["S01"].State);
        Assert.Equal(50f, floor["S01"].Progress);
        floor.ScanAt(480);
        Assert.Equal(UnitState.Idle, floor["S01"].State);
        Assert.Equal(0u, floor["S01"].ResultSeq);
        Assert.Equal(0u, floor["S01"].AckSeq);
        Assert.All(floor.Events, happened => Assert.Equal(("run", "J1", null), (happened.Event, happened.JobOrder, happened.Seq)));
    }

    [Fact]
    public void A_command_of_the_handshake_is_refused_while_a_job_order_runs()
    {
        Orders.StoreAndStart(Work("J1", 480), "");
        floor.ScanAt(0);
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(10);
        Assert.Equal(ResultCode.Refused, floor["S01"].ResultCode);
        Assert.Equal("S01 is at work on job order J1", floor["S01"].ResultDetail);
        Assert.Equal(1u, floor["S01"].ResultSeq);
        floor.ScanAt(480);
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(490);
        floor.ScanAt(550);
        Assert.Equal(ResultCode.Done, floor["S01"].ResultCode);
    }

    [Fact]
    public void A_job_order_is_refused_while_a_command_of_the_handshake_runs()
    {
        Orders.Store(Work("J1", 60), "");
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(0);
        var answer = Orders.Start("J1", "");
        Assert.Equal(ReturnStatus.UnableToAccept | ReturnStatus.OccupiedByHandshake, answer.Status);
        Assert.Equal("S01 is at work on command 1001 of the handshake", answer.Reason);
        Assert.Equal(answer.Status, Orders.StoreAndStart(Work("J2", 60), "").Status);
        Assert.Null(Orders.Find("J2"));
        floor.ScanAt(480);
        Assert.Equal(ReturnStatus.NoError, Orders.Start("J1", "").Status);
    }

    [Fact]
    public void A_command_of_the_handshake_is_seen_as_a_job_order_that_job_control_cannot_touch()
    {
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(0);
        Expect("handshake/1", JobOrderState.Running, JobOrderSubstate.None);
        Assert.Equal(ReturnStatus.InvalidRequest | ReturnStatus.OccupiedByHandshake, Orders.Abort("handshake/1", "", Floor.Start).Status);
        floor.ScanAt(480);
        Expect("handshake/1", JobOrderState.Ended, JobOrderSubstate.Completed);
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(481);
        Assert.Equal("handshake/2", Assert.Single(Orders.Entries).Order.Id);
    }

    [Fact]
    public void A_job_order_sent_again_is_the_same_one_and_another_with_its_id_is_refused()
    {
        Orders.StoreAndStart(Work("J1", 60), "");
        floor.ScanAt(0);
        Assert.Equal(ReturnStatus.NoError, Orders.StoreAndStart(Work("J1", 60), "").Status);
        floor.ScanAt(60);
        Assert.Equal(ReturnStatus.NoError, Orders.StoreAndStart(Work("J1", 60), "").Status);
        floor.ScanAt(200);
        Assert.Equal(ReturnStatus.UnableToAccept | ReturnStatus.IdInUse, Orders.StoreAndStart(Work("J1", 90), "").Status);
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "start" });
    }

    [Fact]
    public void A_job_order_whose_pallet_is_not_there_waits_for_it()
    {
        Orders.StoreAndStart(Work("J1", 60) with { Command = Work("J1", 60).Command with { Carrier = "P02" } }, "");
        floor.ScanAt(0);
        Expect("J1", JobOrderState.AllowedToStart, JobOrderSubstate.Waiting);
        Assert.Equal("carrier P02 is not at S01 (P01)", Orders.Find("J1")!.Reason);
        floor.Place("P02", "S01");
        floor.ScanAt(10);
        Expect("J1", JobOrderState.Running, JobOrderSubstate.None);
    }

    [Fact]
    public void Of_several_the_highest_priority_begins_first_then_the_earliest_then_the_first_that_came()
    {
        Orders.StoreAndStart(Work("later", 10) with { StartTime = Floor.Start.AddSeconds(-5) }, "");
        Orders.StoreAndStart(Work("second", 10), "");
        Orders.StoreAndStart(Work("third", 10), "");
        Orders.StoreAndStart(Work("first", 10) with { Priority = 7 }, "");
        Orders.StoreAndStart(Work("last", 10) with { Priority = 9, StartTime = Floor.Start.AddSeconds(100) }, "");
        for (var second = 0; second <= 200; second++)
        {
            floor.ScanAt(second);
        }

        Assert.Equal(
            ["first", "second", "third", "later", "last"],
            floor.Events.Where(happened => happened.Phase == "start").Select(happened => happened.JobOrder));
        Assert.Equal(100, Floor.Since(Orders.Find("last")!.StartedAt!.Value));
    }

    [Fact]
    public void A_pause_holds_the_work_until_it_is_resumed()
    {
        Orders.StoreAndStart(Work("J1", 100), "");
        floor.ScanAt(0);
        floor.ScanAt(40);
        Assert.Equal(ReturnStatus.NoError, Orders.Pause("J1", "lunch").Status);
        floor.ScanAt(500);
        Expect("J1", JobOrderState.Interrupted, JobOrderSubstate.Suspended);
        Assert.Equal(UnitState.Held, floor["S01"].State);
        Assert.Equal("lunch", Orders.Find("J1")!.Reason);
        Assert.Equal(ReturnStatus.NoError, Orders.Resume("J1", "").Status);
        floor.ScanAt(500);
        Expect("J1", JobOrderState.Running, JobOrderSubstate.None);
        floor.ScanAt(600);

        // 40 s, then 60 s from 500 s on.
        Assert.Equal(560, Floor.Since(Orders.Find("J1")!.EndedAt!.Value));
    }

    [Fact]
    public void A_machine_stopped_by_hand_holds_its_job_order_and_a_pause_outlasts_the_stop()
    {
        Orders.StoreAndStart(Work("J1", 100), "");
        floor.ScanAt(0);
        floor.Plant.Faults.StopUnit("S01");
        floor.ScanAt(10);
        Expect("J1", JobOrderState.Interrupted, JobOrderSubstate.Held);
        Assert.Equal("S01 stands still (StoppedByHand)", Orders.Find("J1")!.Reason);
        Orders.Pause("J1", "");
        floor.Plant.Faults.ResumeUnit("S01");
        floor.ScanAt(20);
        Expect("J1", JobOrderState.Interrupted, JobOrderSubstate.Suspended);
    }

    [Theory]
    [InlineData("Stop", JobOrderState.Ended)]
    [InlineData("Abort", JobOrderState.Aborted)]
    public void Work_is_broken_off_and_the_machine_is_free(string method, object state)
    {
        Orders.StoreAndStart(Work("J1", 100), "");
        floor.ScanAt(0);
        floor.ScanAt(40);
        var at = Floor.Start.AddSeconds(40);
        Assert.Equal(ReturnStatus.NoError, (method == "Stop" ? Orders.Stop("J1", "wrong mould", at) : Orders.Abort("J1", "wrong mould", at)).Status);
        floor.ScanAt(41);
        Assert.Equal(state, Orders.Find("J1")!.State);
        Assert.Equal(JobResult.Unsuccessful, Orders.Find("J1")!.Result);
        Assert.Equal(40, Orders.Find("J1")!.Progress);
        Assert.Equal(UnitState.Idle, floor["S01"].State);
        Assert.Equal("P01", floor["S01"].PalletId);
        Assert.Contains(floor.Events, happened => happened is { Phase: "end", Result: "failed" } && happened.Detail!.EndsWith(": wrong mould", StringComparison.Ordinal));
    }

    [Fact]
    public void A_move_cannot_be_broken_off_and_a_programme_cannot_be_paused()
    {
        Orders.StoreAndStart(Order("J1", CommandCode.Transfer, "P01", source: "S01", target: "S02"), "");
        var mould = floor.Plant.Machines.First(machine => machine.Commands.Contains(CommandCode.Cure));
        mould.JobOrders.StoreAndStart(Order("J2", CommandCode.Cure, "L1", recipe: Floor.SlabRecipe), "");
        floor.ScanAt(0);
        Assert.Equal("S01 cannot leave a move half done", Orders.Abort("J1", "", Floor.Start).Reason);
        Assert.Equal(ReturnStatus.Unstoppable, mould.JobOrders.Pause("J2", "").Status);
        floor.ScanAt(600);
        Expect("J1", JobOrderState.Ended, JobOrderSubstate.Completed);
        Assert.Equal("P01", floor["S02"].PalletId);
    }

    [Fact]
    public void What_has_not_begun_can_be_changed_revoked_cancelled_and_aborted()
    {
        var later = Floor.Start.AddHours(1);
        Orders.StoreAndStart(Work("J1", 60) with { StartTime = later }, "");
        Orders.Store(Work("J2", 60), "");
        floor.ScanAt(0);
        Assert.Equal(ReturnStatus.NoError, Orders.RevokeStart("J1", "").Status);
        Assert.Equal(ReturnStatus.NoError, Orders.Update(Work("J1", 90), "").Status);
        Assert.Equal(ReturnStatus.NoError, Orders.Start("J1", "").Status);
        Assert.Equal(ReturnStatus.NoError, Orders.Abort("J2", "", Floor.Start).Status);
        floor.ScanAt(0);
        floor.ScanAt(100);
        Assert.Equal(90, Floor.Since(Orders.Find("J1")!.EndedAt!.Value));
        Assert.Equal(JobOrderState.Aborted, Orders.Find("J2")!.State);
        Orders.Store(Work("J3", 60), "");
        Assert.Equal(ReturnStatus.NoError, Orders.Cancel("J3").Status);
        Assert.Null(Orders.Find("J3"));
    }

    [Fact]
    public void What_a_state_does_not_allow_is_refused_with_its_reason()
    {
        Assert.Equal(ReturnStatus.UnknownJobOrderId, Orders.Start("J9", "").Status);
        Orders.Store(Work("J1", 60), "");
        foreach (var answer in new[] { Orders.Pause("J1", ""), Orders.Resume("J1", ""), Orders.Stop("J1", "", Floor.Start), Orders.Clear("J1") })
        {
            Assert.Equal(ReturnStatus.InvalidRequest | ReturnStatus.WrongState, answer.Status);
            Assert.EndsWith("job order \"J1\" is NotAllowedToStart", answer.Reason, StringComparison.Ordinal);
        }

        Orders.Start("J1", "");
        floor.ScanAt(0);
        foreach (var answer in new[] { Orders.RevokeStart("J1", ""), Orders.Update(Work("J1", 70), ""), Orders.Cancel("J1"), Orders.Clear("J1") })
        {
            Assert.EndsWith("job order \"J1\" is Running", answer.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(
            "S01 has no work master \"Batch\"; there are Run, Transfer", Orders.Store(Order("J2", CommandCode.Batch, ""), "").Reason);
    }

    [Fact]
    public void When_the_receiver_is_full_nothing_more_is_taken_until_something_is_cleared()
    {
        for (var i = 0; i < JobOrderReceiver.MaxDownloadable; i++)
        {
            Assert.Equal(ReturnStatus.NoError, Orders.Store(Work($"J{i}", 60), "").Status);
        }

        Assert.Equal(ReturnStatus.UnableToAccept, Orders.Store(Work("more", 60), "").Status);
        Orders.Cancel("J0");
        Assert.Equal(ReturnStatus.NoError, Orders.Store(Work("more", 60), "").Status);
    }

    [Fact]
    public void Each_change_of_state_is_told_once()
    {
        Orders.StoreAndStart(Work("J1", 100), "");
        floor.ScanAt(0);
        floor.ScanAt(50);
        floor.ScanAt(100);
        Assert.Equal(
            [JobOrderState.AllowedToStart, JobOrderState.AllowedToStart, JobOrderState.Running, JobOrderState.Ended],
            Orders.TakeTransitions().Select(entry => entry.State));
        floor.ScanAt(200);
        Assert.Empty(Orders.TakeTransitions());
    }

    internal static JobOrder Work(string id, uint seconds) => Order(id, CommandCode.Run, "P01", workSeconds: seconds);

    internal static JobOrder Order(
        string id, CommandCode code, string carrier, string source = "", string target = "", uint workSeconds = 0, string recipe = "")
    {
        var command = new Command(0, code, "op", "L1", carrier, source, target, workSeconds, false, recipe, 0, 0, 5);
        return new JobOrder(id, command, 0, null) { Document = Encoding.UTF8.GetBytes($"{id} {command}") };
    }

    private void Expect(string id, object state, object substate)
    {
        var entry = Orders.Find(id)!;
        Assert.Equal((state, substate), (entry.State, entry.Substate));
    }
}
