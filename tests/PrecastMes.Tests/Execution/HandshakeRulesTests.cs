using System.Globalization;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Tests.Execution;

public sealed class HandshakeRulesTests
{
    private static readonly DateTimeOffset Now = TestPlant.Monday6;
    private readonly PlcTwin twin = new(TestPlant.Layout, 1, Now);

    [Fact]
    public void Faulted_unit_gets_no_command_until_it_has_recovered()
    {
        var world = new DeciderWorld(1);
        world.Release(TestPlant.LoopLoad(1, 1));
        world.Twin.Stop("W1", 1);
        world.RunTo(Now.AddHours(2));
        Assert.Equal(1, world.One<UnitFaulted>(e => e.Unit == "W1").FaultCode);
        Assert.DoesNotContain(world.Events, e => e is CommandIssued { Unit: "W1" });
        world.Twin.Stop("W1", 0);
        world.RunUntil(s => s.Loads.Count == 0);
        Assert.Single(world.Events.OfType<UnitRecovered>());
    }

    [Fact]
    public void Running_command_is_waited_for_and_not_repeated()
    {
        var (state, command) = Commanded();
        twin.Write(command, state.Fence);
        Assert.Empty(Advance(state).Events);
        Assert.Equal([command.CommandId], twin.Executed.Select(x => x.Id));
    }

    [Fact]
    public void Ended_command_is_completed_with_the_times_of_the_PLC()
    {
        var (state, command) = Commanded();
        twin.Write(command, state.Fence);
        twin.Advance(twin.NextAt!.Value);
        var completed = Assert.IsType<CommandCompleted>(Advance(state).Events[0]);
        Assert.Equal((command.CommandId, ResultCode.Done, Now), (completed.CommandId, completed.Result, completed.StartedAt));

        // Nominal 60 s; the twin takes 0.8 to 1.1 of it.
        Assert.InRange(completed.EndedAt - Now, TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(66));
    }

    [Fact]
    public void Refused_command_is_tried_again_half_a_minute_later_under_a_new_number()
    {
        var (state, command) = Commanded();
        var image = Image().Units[command.Unit] with { AckSeq = 1, ResultSeq = 1, ResultId = command.CommandId, ResultCode = ResultCode.Refused, ResultEndedAt = Now };
        var seen = Image() with { Units = Image().Units.SetItem(command.Unit, image) };
        var refused = LineDecider.Advance(state, seen, TestPlant.Layout, Now);
        Assert.DoesNotContain(refused.Events, e => e is CommandIssued);
        Assert.Equal(Now.AddSeconds(30), refused.WakeAt);

        state = refused.Events.Aggregate(state, (s, e) => s.Apply(e));
        var again = Assert.Single(LineDecider.Advance(state, seen, TestPlant.Layout, Now.AddSeconds(30)).Events.OfType<CommandIssued>());
        Assert.Equal((command.Carrier, 2u), (again.Carrier, again.UnitSeq));
        Assert.NotEqual(command.CommandId, again.CommandId);
    }

    [Fact]
    public void Number_that_was_never_issued_is_a_conflict_and_stops_the_unit()
    {
        var (state, command) = Commanded();
        var foreign = Image().Units[command.Unit] with { AckSeq = 7, ResultSeq = 7, ResultId = 99, ResultCode = ResultCode.Done };
        var decision = LineDecider.Advance(state, Image() with { Units = Image().Units.SetItem(command.Unit, foreign) }, TestPlant.Layout, Now);
        Assert.Equal(UnitFault.HandshakeConflict, Assert.IsType<UnitFaulted>(Assert.Single(decision.Events)).FaultCode);
    }

    [Fact]
    public void Command_that_a_PLC_took_and_no_longer_knows_is_a_conflict_and_stops_the_unit()
    {
        var (state, command) = Commanded();
        var forgetful = UnitImage.Fresh with { TakenSeq = command.UnitSeq };
        var decision = LineDecider.Advance(state, Image() with { Units = Image().Units.SetItem(command.Unit, forgetful) }, TestPlant.Layout, Now);
        Assert.Equal(UnitFault.HandshakeConflict, Assert.IsType<UnitFaulted>(Assert.Single(decision.Events)).FaultCode);
    }

    // The command was issued at Now and its end is seen ten minutes later: from an hour before the one to an hour after the other is believed.
    [Theory]
    [InlineData("2026-03-02T06:01:00Z", "2026-03-02T06:04:00Z", 1, 4)]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", 0, 10)]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", 0, 10)]
    [InlineData("2026-03-02T06:07:00Z", "2026-03-02T06:04:00Z", 0, 4)]
    [InlineData("2026-03-02T05:30:00Z", "2026-03-02T07:00:00Z", -30, 60)]
    public void Times_that_cannot_be_are_not_taken_from_the_PLC(string startedAt, string endedAt, int startMinute, int endMinute)
    {
        var (state, command) = Commanded();
        var ended = UnitImage.Fresh with
        {
            AckSeq = 1,
            ResultSeq = 1,
            ResultId = command.CommandId,
            ResultCode = ResultCode.Refused,
            ResultStartedAt = DateTimeOffset.Parse(startedAt, CultureInfo.InvariantCulture),
            ResultEndedAt = DateTimeOffset.Parse(endedAt, CultureInfo.InvariantCulture),
        };
        var decision = LineDecider.Advance(state, Image() with { Units = Image().Units.SetItem(command.Unit, ended) }, TestPlant.Layout, Now.AddMinutes(10));
        var completed = Assert.IsType<CommandCompleted>(decision.Events[0]);

        Assert.Equal((Now.AddMinutes(startMinute), Now.AddMinutes(endMinute)), (completed.StartedAt, completed.EndedAt));
        state.Apply(completed);
    }

    [Fact]
    public void Numbering_goes_on_behind_a_PLC_that_counts_further()
    {
        var image = Image() with { Units = Image().Units.SetItem("MG", UnitImage.Fresh with { AckSeq = 41, ResultSeq = 41 }) };
        var state = Released();
        var command = Assert.Single(LineDecider.Advance(state, image, TestPlant.Layout, Now).Events.OfType<CommandIssued>());
        Assert.Equal(42u, command.UnitSeq);
    }

    [Fact]
    public void New_owner_has_a_higher_epoch_than_journal_and_PLC()
    {
        var state = LineState.Empty.Apply(new OwnerStarted(Now, 3));
        Assert.Equal(4u, Assert.IsType<OwnerStarted>(LineDecider.StartOwner(state, 0, Now).Events[0]).Fence);
        Assert.Equal(9u, Assert.IsType<OwnerStarted>(LineDecider.StartOwner(state, 8, Now).Events[0]).Fence);
    }

    [Fact]
    public void Owner_stops_when_the_PLC_has_seen_a_higher_epoch()
    {
        var decision = LineDecider.Advance(Released(), Image() with { Fence = 2 }, TestPlant.Layout, Now);
        Assert.True(decision.FencedOff);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Nothing_is_commanded_while_the_PLC_is_not_connected()
    {
        Assert.Empty(LineDecider.Advance(Released(), Image() with { Connected = false }, TestPlant.Layout, Now).Events);
    }

    [Fact]
    public void Command_has_the_number_of_its_event()
    {
        var (state, command) = Commanded();
        Assert.Equal(state.Version, command.CommandId);
    }

    private static LineState Released() =>
        LineState.Empty.Apply(new OwnerStarted(Now, 1)).Apply(new LoadsReleased(Now, "PL0001", [TestPlant.LoopLoad(1, 1)]));

    private (LineState State, CommandIssued Command) Commanded()
    {
        var state = Released();
        foreach (var e in Advance(state).Events)
        {
            state = state.Apply(e);
        }

        return (state, state.Unit("MG").Outstanding!);
    }

    private LineDecision Advance(LineState state) => LineDecider.Advance(state, Image(), TestPlant.Layout, Now);

    private PlcImage Image() => twin.Image(new Dictionary<string, (PrecastMes.Production.Curing.CuringCurve Curve, DateTimeOffset At)>());
}
