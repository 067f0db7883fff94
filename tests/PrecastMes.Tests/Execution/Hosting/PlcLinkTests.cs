using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.Execution;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>The link alone, over a signed and encrypted channel to a PLC twin.</summary>
public sealed class PlcLinkTests : IPlcOwner, IAsyncDisposable
{
    private const string Unit = "W1";
    private const string OtherUnit = "W2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FastClock clock = new(TestPlant.Monday6, 1);
    private readonly ApplicationCertificates ours = Certificates("urn:test:mes");
    private readonly ApplicationCertificates theirs = Certificates("urn:test:plc");
    private readonly LiveLine live;
    private OpcUaPlcLink? link;

    public PlcLinkTests() => live = new LiveLine(TestPlant.Layout, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_break_the_session_goes_on_and_what_the_PLC_took_is_not_sent_again()
    {
        await using var plc = await TwinServer.StartAsync(clock, theirs);
        await ConnectAsync(plc);
        link!.Drive(1, [Command(1)]);
        await UntilAsync(() => live.Image.Units[Unit].AckSeq == 1);

        for (var number = 1u; number <= 3; number++)
        {
            var before = live.Connection;
            plc.DropConnections();
            await UntilAsync(() => live.Connection != before);
            link.Issue(Command(number + 1));
            await UntilAsync(() => live.Connection.Connected && live.Image.Units[Unit].AckSeq == number + 1);
            Assert.Equal(1, plc.Sessions);
        }

        var last = live.Connection;
        plc.DropConnections();
        await UntilAsync(() => live.Connection != last && live.Connection.Connected);
        link.Issue(Command(1) with { Unit = OtherUnit });
        await UntilAsync(() => live.Image.Units[OtherUnit].AckSeq == 1);
        Assert.Equal([1u, 2u, 3u, 4u], plc.Written.Where(written => written.Unit == Unit).Select(written => written.Seq));
    }

    [Fact]
    public async Task Behind_a_gap_the_whole_handshake_is_read_on_the_link_that_stands()
    {
        await using var plc = await TwinServer.StartAsync(clock, theirs);
        await ConnectAsync(plc);
        var connection = live.Connection;
        using var mayGoOn = new ManualResetEventSlim();
        void Sleep()
        {
            if (live.Image.Units[Unit].ProgressPercent >= 1)
            {
                mayGoOn.Wait(Patience, Cancel);
            }
        }

        live.Changed += Sleep;
        for (var value = 1; value <= 100; value++)
        {
            foreach (var unit in TestPlant.Layout.WorkUnits)
            {
                plc.Hold(unit, "Progress", (float)value);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(15), Cancel);
        }

        // Nobody is told of this one: it is part of the handshake that is read only.
        plc.Hold(Unit, "Result.Detail", "read again");
        mayGoOn.Set();

        await UntilAsync(() => live.Image.Units[Unit].ResultDetail == "read again");
        Assert.Equal(100, live.Image.Units[Unit].ProgressPercent);
        Assert.Equal(connection, live.Connection);
    }

    [Fact]
    public async Task A_signal_that_is_bad_stops_the_following_until_it_is_good_and_the_session_stays()
    {
        await using var plc = await TwinServer.StartAsync(clock, theirs);
        await ConnectAsync(plc);

        plc.Qualify(Unit, "Ack.Seq", StatusCodes.BadCommunicationError);
        await UntilAsync(() => !live.Connection.Connected);
        Assert.Contains("Ack.Seq", live.Connection.Reason, StringComparison.Ordinal);
        Assert.False(live.Image.Connected);
        link!.Drive(1, [Command(1)]);
        plc.Qualify(Unit, "Ack.Seq", StatusCodes.Good);

        await UntilAsync(() => live.Connection.Connected && live.Image.Units[Unit].AckSeq == 1);
        Assert.Equal(1, plc.Sessions);
        Assert.Equal([1u], plc.Written.Select(written => written.Seq));
    }

    [Fact]
    public async Task What_the_PLC_took_is_not_sent_again_when_it_comes_back_without_its_memory()
    {
        await using var plc = await TwinServer.StartAsync(clock, theirs);
        await ConnectAsync(plc);
        link!.Drive(1, [Command(1)]);
        await UntilAsync(() => live.Image.Units[Unit].AckSeq == 1);

        var before = live.Connection;
        plc.Hold(Unit, "Ack.Seq", 0u);
        plc.Hold(Unit, "Result.Seq", 0u);
        plc.DropConnections();
        await UntilAsync(() => live.Connection != before && live.Connection.Connected);
        link.Issue(Command(1) with { Unit = OtherUnit });
        await UntilAsync(() => live.Image.Units[OtherUnit].AckSeq == 1);

        Assert.Equal([1u], plc.Written.Where(written => written.Unit == Unit).Select(written => written.Seq));
        Assert.Equal((0u, 1u), (live.Image.Units[Unit].AckSeq, live.Image.Units[Unit].TakenSeq));
        link.Issue(Command(2));
        await UntilAsync(() => plc.Written.Any(written => written == (Unit, 2u)));
    }

    [Fact]
    public async Task A_value_that_is_none_of_its_signal_stops_the_following_until_it_is_one()
    {
        await using var plc = await TwinServer.StartAsync(clock, theirs);
        await ConnectAsync(plc);
        (string Signal, Variant Wrong, Variant Right)[] cases =
        [
            ("Ack.Seq", "0", 0u), ("Ack.Seq", -1, 0u), ("Ack.Seq", 4_294_967_296L, 0u), ("Ack.Seq", Variant.Null, 0u), ("Ack.Seq", new uint[] { 1 }, 0u),
            ("Progress", float.NaN, 0f), ("PalletId", 17u, ""), ("PalletId", new string('P', 5_000_000), ""),
        ];
        foreach (var (signal, wrong, right) in cases)
        {
            plc.Hold(Unit, signal, wrong);
            await UntilAsync(() => !live.Connection.Connected);
            Assert.InRange(live.Connection.Reason.Length, 1, 500);
            plc.Hold(Unit, signal, right);
            await UntilAsync(() => live.Connection.Connected);
        }

        Assert.Equal(1, plc.Sessions);
    }

    void IPlcOwner.Report(PlcImage image)
    {
        // The live line shows it.
    }

    public async ValueTask DisposeAsync()
    {
        if (link is not null)
        {
            await link.StopAsync(CancellationToken.None);
            link.Dispose();
        }
    }

    private static ApplicationCertificates Certificates(string uri) => new(ApplicationCertificate.Create(
        new ApplicationCertificateRequest { ApplicationUri = uri, ApplicationName = "test", Hosts = ["localhost", "127.0.0.1"] }, TimeProvider.System));

    private CommandIssued Command(uint number) =>
        new(clock.GetUtcNow(), number, Unit, number, CommandCode.Run, "", "", "", "", "", 0, false, "", 0, 1);

    private async Task ConnectAsync(TwinServer plc)
    {
        var options = new ExecutionOptions
        {
            ApplicationUri = "urn:test:mes",
            Certificates = ours,
            Trust = new AcceptAllCertificates(),
            RereadInterval = TimeSpan.FromHours(1),
            PublishingInterval = TimeSpan.FromMilliseconds(10),
        };
        link = new OpcUaPlcLink(plc.Tags, TestPlant.Layout, options, live, clock, NullLogger<OpcUaPlcLink>.Instance);
        link.Attach(this);
        await link.StartAsync(Cancel);
        await UntilAsync(() => live.Connection.Connected);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"waited {Patience}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancel);
        }
    }
}
