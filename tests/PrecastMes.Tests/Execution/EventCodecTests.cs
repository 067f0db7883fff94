using System.Text;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Tests.Execution;

public sealed class EventCodecTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 14, 0, 1, 250, TimeSpan.FromHours(8));

    [Fact]
    public void Bytes_of_a_fact_are_fixed_to_the_last()
    {
        var fact = new CommandCompleted(At, 17, "S10", ResultCode.Done, "浇筑", At, At);
        Assert.Equal("CommandCompleted.v1", EventCodec.Manifest(fact));
        Assert.Equal(
            """{"commandId":17,"unit":"S10","result":"done","detail":"浇筑","startedAt":"2026-03-02T06:00:01.2500000Z","endedAt":"2026-03-02T06:00:01.2500000Z","at":"2026-03-02T06:00:01.2500000Z"}""",
            Encoding.UTF8.GetString(EventCodec.Write(fact)));
    }

    [Fact]
    public void Fact_comes_back_and_gives_the_same_bytes()
    {
        var bytes = EventCodec.Write(new LoadsReleased(At, "PL0001", [TestPlant.LoopLoad(1, 1)]));
        Assert.Equal(bytes, EventCodec.Write(EventCodec.Read("LoadsReleased.v1", bytes)));
    }

    [Fact]
    public void Fact_of_a_newer_version_is_not_guessed()
    {
        Assert.Throws<NotSupportedException>(() => EventCodec.Read("CommandCompleted.v2", "{}"u8));
    }
}
