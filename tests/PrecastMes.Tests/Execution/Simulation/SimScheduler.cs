using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>The actor system's timers on the world's clock.</summary>
public sealed class SimScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log)
{
    private readonly SimWorld world = SimWorld.Current;

    public override TimeSpan MonotonicClock => world.Now - world.Start;

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => world.Now;

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Once(delay, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeat(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Once(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Once(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action.Run, cancelable);

    private void Once(TimeSpan delay, Action action, ICancelable? cancelable) => world.After(delay, () =>
    {
        if (cancelable?.IsCancellationRequested != true)
        {
            action();
        }
    });

    private void Repeat(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable) => Once(
        delay,
        () =>
        {
            action();
            Repeat(interval, interval, action, cancelable);
        },
        cancelable);
}
