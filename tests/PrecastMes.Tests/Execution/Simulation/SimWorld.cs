using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>
/// One thread, virtual time, and everything that happens picked by a seed: which actor runs next, when a timer fires, when a
/// write of the journal is durable. What the actor system would do on threads of its own comes here.
/// </summary>
internal sealed class SimWorld(int seed, DateTimeOffset start)
{
    [ThreadStatic]
    private static SimWorld? current;

    private readonly List<(int Life, IRunnable Task)> ready = [];
    private readonly PriorityQueue<(int Life, Action Action), (long At, long Order)> timers = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;
    private int offThread;

    public static SimWorld Current => current ?? throw new InvalidOperationException("No simulated world lives on this thread.");

    public Random Random { get; } = new(seed);

    public DateTimeOffset Start { get; } = start;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Counts lives of the process: what was queued in an earlier life never happens.</summary>
    public int Life { get; private set; }

    /// <summary>Work that reached the dispatcher from another thread; any makes a run worthless.</summary>
    public int OffThread => offThread;

    public SimDisk Disk { get; } = new();

    public ActorSystem? System { get; private set; }

    public void Enter() => current = this;

    /// <summary>The process starts, on the disk as it is.</summary>
    public ActorSystem Boot()
    {
        System = ActorSystem.Create("sim", ConfigurationFactory.ParseString(Hocon));
        return System;
    }

    /// <summary>The process dies: queues, timers and unwritten data are gone.</summary>
    public void Crash()
    {
        Life++;
        ready.Clear();
    }

    public void Post(IRunnable task)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            Interlocked.Increment(ref offThread);
            return;
        }

        ready.Add((Life, task));
    }

    /// <summary>Does something later; outside the process when <paramref name="outside"/>, so that a crash does not stop it.</summary>
    public void After(TimeSpan delay, Action action, bool outside = false)
    {
        var at = Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        timers.Enqueue((outside ? -1 : Life, action), (at.Ticks, order++));
    }

    /// <summary>Does one thing; false when nothing is left before an instant.</summary>
    public bool Step(DateTimeOffset until)
    {
        while (ready.Count > 0)
        {
            var index = Random.Next(ready.Count);
            var (life, task) = ready[index];
            ready[index] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            if (life == Life)
            {
                task.Run();
                return true;
            }
        }

        if (!timers.TryPeek(out _, out var key) || key.At > until.Ticks)
        {
            return false;
        }

        var (timerLife, action) = timers.Dequeue();
        Now = new DateTimeOffset(key.At, TimeSpan.Zero);
        if (timerLife < 0 || timerLife == Life)
        {
            action();
        }

        return true;
    }

    private static string Hocon
    {
        get
        {
            var dispatcher = $"type = \"{typeof(SimDispatcherConfigurator).AssemblyQualifiedName}\"";
            var names = "akka.actor.default-dispatcher";
            return $$"""
                akka {
                  loglevel = OFF, stdout-loglevel = OFF, loggers = [], log-dead-letters = off, log-dead-letters-during-shutdown = off
                  coordinated-shutdown.run-by-clr-shutdown-hook = off
                  scheduler.implementation = "{{typeof(SimScheduler).AssemblyQualifiedName}}"
                  actor {
                    default-dispatcher { {{dispatcher}} }
                    internal-dispatcher { {{dispatcher}} }
                    default-blocking-io-dispatcher { {{dispatcher}} }
                    default-fork-join-dispatcher { {{dispatcher}} }
                  }
                  persistence {
                    dispatchers.default-plugin-dispatcher { {{dispatcher}} }
                    dispatchers.default-replay-dispatcher { {{dispatcher}} }
                    dispatchers.default-stream-dispatcher { {{dispatcher}} }
                    journal.plugin = "sim-journal"
                  }
                }
                sim-journal {
                  class = "{{typeof(SimJournal).AssemblyQualifiedName}}"
                  plugin-dispatcher = "{{names}}", replay-dispatcher = "{{names}}"
                  circuit-breaker { max-failures = 1000000, call-timeout = 3600s, reset-timeout = 1s }
                  replay-filter.mode = off
                }
                """;
        }
    }
}
