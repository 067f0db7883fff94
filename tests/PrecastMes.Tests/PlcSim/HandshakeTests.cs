using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class HandshakeTests
{
    private readonly Floor floor = new();

    public HandshakeTests() => floor.Place("P01", "S01");

    [Fact]
    public void A_command_is_acknowledged_in_the_scan_that_sees_its_number_and_ends_after_its_work()
    {
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 480);
        floor.ScanAt(10);
        Assert.Equal(1u, floor["S01"].AckSeq);
        Assert.Equal(0u, floor["S01"].ResultSeq);
        Assert.Equal(UnitState.Execute, floor["S01"].State);

        // Taken at 10 s, 480 s of work: over at 490 s, seen by the scan at 500 s.
        floor.ScanAt(489.999);
        Assert.Equal(0u, floor["S01"].ResultSeq);
        floor.ScanAt(500);
        Assert.Equal(1u, floor["S01"].ResultSeq);
        Assert.Equal(1001u, floor["S01"].ResultId);
        Assert.Equal(ResultCode.Done, floor["S01"].ResultCode);
        Assert.Equal(10, Floor.Since(floor["S01"].StartedAt));
        Assert.Equal(490, Floor.Since(floor["S01"].EndedAt));
        Assert.Equal(UnitState.Idle, floor["S01"].State);
    }

    [Fact]
    public void A_number_that_was_executed_is_never_executed_again()
    {
        var command = floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(0);
        floor.ScanAt(60);
        foreach (var seq in new uint[] { 1, 0 })
        {
            floor["S01"].Cmd = command with { Seq = seq, Id = 77 };
            floor.ScanAt(100);
            floor.ScanAt(200);
        }

        Assert.Equal(1001u, floor["S01"].ResultId);
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "start" });
        Assert.Single(floor.Events, happened => happened is { Event: "run", Phase: "end" });
    }

    [Fact]
    public void A_command_that_comes_while_another_runs_is_taken_when_that_one_has_ended()
    {
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(0);
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 30);
        floor.ScanAt(30);
        Assert.Equal(1u, floor["S01"].AckSeq);
        floor.ScanAt(60);
        Assert.Equal(2u, floor["S01"].AckSeq);
        Assert.Equal(1u, floor["S01"].ResultSeq);
        floor.ScanAt(90);
        Assert.Equal(2u, floor["S01"].ResultSeq);
    }

    [Fact]
    public void A_lower_fence_is_refused_at_every_unit()
    {
        floor.Place("P02", "S05");
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60, fence: 7);
        floor.ScanAt(0);
        floor.Send("S05", CommandCode.Run, "P02", workSeconds: 60, fence: 6);
        floor.ScanAt(1);
        Assert.Equal(7u, floor.Plant.Level.Fence);
        Assert.Equal(ResultCode.Refused, floor["S05"].ResultCode);
        Assert.Equal("fence", floor["S05"].ResultDetail);
        Assert.Equal(1u, floor["S05"].AckSeq);
        Assert.Equal(1u, floor["S05"].ResultSeq);
    }

    [Theory]
    [InlineData((ushort)CommandCode.Run, "P09", "", "", "carrier P09 is not at S01 (P01)")]
    [InlineData((ushort)CommandCode.Transfer, "P01", "S01", "S05", "S01 conveys to S02, not to S05")]
    [InlineData((ushort)CommandCode.Transfer, "P01", "S03", "S02", "source is S03, this is S01")]
    [InlineData((ushort)CommandCode.Store, "P01", "S01", "CH1-C1L1", "S01 cannot do code 3")]
    [InlineData((ushort)99, "P01", "", "", "S01 cannot do code 99")]
    public void What_cannot_be_done_is_refused_with_its_reason(ushort code, string carrier, string source, string target, string reason)
    {
        floor.Send("S01", (CommandCode)code, carrier, source, target, workSeconds: 60);
        floor.ScanAt(0);
        Assert.Equal(ResultCode.Refused, floor["S01"].ResultCode);
        Assert.Equal(reason, floor["S01"].ResultDetail);
        Assert.Equal(floor["S01"].AckSeq, floor["S01"].ResultSeq);
        Assert.Equal(UnitState.Idle, floor["S01"].State);
        Assert.Equal("refused", Assert.Single(floor.Events).Event);
    }

    [Fact]
    public void Progress_shows_the_share_of_work_in_steps_of_five()
    {
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 200);
        floor.ScanAt(0);
        Assert.Equal(0f, floor["S01"].Progress);

        // 75 of 200 s are 37.5 %.
        floor.ScanAt(75);
        Assert.Equal(35f, floor["S01"].Progress);
    }
}
