using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>The true actor on one thread under virtual time: journal, PLC and wire fail by a seed; the process dies and starts again.</summary>
public sealed class LineActorSimulationTests
{
    private static readonly IReadOnlyList<ReleasedLoad> Loads =
    [
        .. Enumerable.Range(1, 8).Select(n => TestPlant.LoopLoad(n, ((n - 1) % 5) + 1)),
        .. Enumerable.Range(1, 3).Select(n => TestPlant.FixedLoad(n, ((n - 1) % 2) + 1)),
    ];

    [Theory]
    [InlineData(1, 0.0, 0.0)]
    [InlineData(2, 0.02, 0.01)]
    [InlineData(3, 0.05, 0.02)]
    [InlineData(4, 0.05, 0.05)]
    public void Every_element_is_made_once_whatever_dies_or_is_lost(int seed, double wireFaults, double crashes)
    {
        var story = Run(seed, wireFaults, crashes);
        Assert.Equal(0, story.OffThread);
        Assert.True(crashes == 0 || story.Crashes > 0, "nothing crashed");
        Assert.Equal(
            Loads.SelectMany(l => l.Elements).Select(e => e.ElementId).Order(),
            story.Events.OfType<ElementsPassed>().SelectMany(e => e.ElementIds).Order());

        // Executed at most once, journalled before, numbers without a gap.
        var issued = story.Events.OfType<CommandIssued>().ToDictionary(c => c.CommandId);
        Assert.Equal(story.Twin.Executed.Count, story.Twin.Executed.Select(x => x.Id).Distinct().Count());
        Assert.All(story.Twin.Executed, x => Assert.Equal((x.Unit, x.Seq), (issued[x.Id].Unit, issued[x.Id].UnitSeq)));

        // A late copy of a write may carry the epoch of an owner that died, and nothing else is ever refused.
        Assert.All(story.Twin.Refused, r => Assert.EndsWith("fence", r, StringComparison.Ordinal));

        var epochs = story.Events.OfType<OwnerStarted>().Select(e => e.Fence).ToList();
        Assert.Equal(epochs.Order(), epochs);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story_to_the_last_byte()
    {
        Assert.Equal(Fingerprint(Run(7, 0.05, 0.02)), Fingerprint(Run(7, 0.05, 0.02)));
    }

    private static string Fingerprint(Story story) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', story.Events.Select(e => Convert.ToHexString(EventCodec.Write(e)))))));

    private static Story Run(int seed, double wireFaults, double crashes)
    {
        Story? story = null;
        Exception? failure = null;

        // A thread of its own: no synchronisation context of the test runner takes continuations away.
        var thread = new Thread(() =>
        {
            try
            {
                story = Live(seed, wireFaults, crashes);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? story! : throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
    }

    private static Story Live(int seed, double wireFaults, double crashes)
    {
        var world = new SimWorld(seed, TestPlant.Monday6);
        world.Enter();
        var twin = new PlcTwin(TestPlant.Layout, seed, world.Now);
        var link = new SimPlcLink(world, twin, wireFaults);
        var crashed = 0;
        var journal = LineActor.JournalId(TestPlant.Plant.Id);
        Boot();
        world.Disk.OnWrite = () =>
        {
            if (world.Random.NextDouble() < crashes)
            {
                // Somewhere around the write: before it is durable, before it is acknowledged, before or while it has effects.
                world.After(TimeSpan.FromMilliseconds(world.Random.Next(0, 60)), Die, outside: true);
            }
        };
        var end = world.Now.AddDays(20);
        while (world.Disk.Read(journal).OfType<ElementsYarded>().Count() < Loads.Count)
        {
            for (var i = 0; i < 2000; i++)
            {
                if (!world.Step(end))
                {
                    throw new InvalidOperationException($"Not done after 20 days and {crashed} crashes.");
                }
            }
        }

        return new Story([.. world.Disk.Read(journal).Cast<LineEvent>()], twin, crashed, world.OffThread);

        void Die()
        {
            crashed++;
            world.Crash();
            link.Forget();
            Boot();
        }

        void Boot()
        {
            var clock = new SimClock(world);
            var line = new LineActorWorld(
                TestPlant.Layout, link, new LiveLine(TestPlant.Layout, clock), new JournalFeed(), clock, 1, NullLogger.Instance);
            var actor = world.Boot().ActorOf(Props.Create(() => new LineActor(line)), "line");
            actor.Tell(new ReleaseLoads("PL0001", Loads, null), ActorRefs.NoSender);
        }
    }

    private sealed record Story(IReadOnlyList<LineEvent> Events, PlcTwin Twin, int Crashes, int OffThread);
}
