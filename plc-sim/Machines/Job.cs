using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>A command that runs: so much work, of which so much is done up to an instant.</summary>
internal sealed class Job(Command command, DateTimeOffset startedAt, TimeSpan work)
{
    public Command Command { get; } = command;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>The whole work at normal speed.</summary>
    public TimeSpan Work { get; } = work;

    /// <summary>What of it is done.</summary>
    public TimeSpan Done { get; init; }

    /// <summary>The instant up to which it was carried.</summary>
    public DateTimeOffset UpTo { get; init; } = startedAt;

    /// <summary>The job order that it serves; null for a command of the handshake.</summary>
    public string? JobOrderId { get; init; }

    /// <summary>Works on until an instant at <c>1/slowDown</c> of the normal speed.</summary>
    public Job WorkUntil(DateTimeOffset now, double slowDown)
    {
        var done = Done + ((now - UpTo) / slowDown);
        return new Job(Command, StartedAt, Work) { Done = done < Work ? done : Work, UpTo = now, JobOrderId = JobOrderId };
    }

    /// <summary>Stands still until an instant.</summary>
    public Job RestUntil(DateTimeOffset now) => new(Command, StartedAt, Work) { Done = Done, UpTo = now, JobOrderId = JobOrderId };

    /// <summary>When so much work will have been done if nothing holds it up.</summary>
    public DateTimeOffset ReachedAt(TimeSpan done, double slowDown) => UpTo + ((done - Done) * slowDown);
}
