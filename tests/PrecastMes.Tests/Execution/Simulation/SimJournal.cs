using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>A journal on the world's disk: durable after a while, acknowledged after another; a crash may fall between.</summary>
public sealed class SimJournal : AsyncWriteJournal
{
    private readonly SimWorld world = SimWorld.Current;

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        var facts = world.Disk.Read(persistenceId);
        for (var sequence = Math.Max(1, fromSequenceNr); sequence <= Math.Min(toSequenceNr, facts.Count) && max > 0; sequence++, max--)
        {
            recoveryCallback(new Persistent(facts[(int)sequence - 1], sequence, persistenceId));
        }

        return Task.CompletedTask;
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(world.Disk.Highest(persistenceId));

    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var done = new TaskCompletionSource<IImmutableList<Exception?>?>();
        world.Disk.OnWrite?.Invoke();
        world.After(TimeSpan.FromMilliseconds(world.Random.Next(1, 8)), () =>
        {
            foreach (var write in writes)
            {
                foreach (var message in (IImmutableList<IPersistentRepresentation>)write.Payload)
                {
                    world.Disk.Append(message.PersistenceId, message.SequenceNr, message.Payload);
                }
            }

            world.After(TimeSpan.FromMilliseconds(world.Random.Next(1, 4)), () => done.SetResult(null));
        });
        return done.Task;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) => Task.CompletedTask;
}
