using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.JobControl;

/// <summary>A job order for a machine: what to do, in the words of a handshake command, and when.</summary>
/// <param name="Id">Its sender's name for it; one id is one job order, however often it is sent.</param>
/// <param name="Command">What the machine does. Id and Fence are 0, Seq is made from the id and decides the real times.</param>
/// <param name="Priority">The highest begins first.</param>
/// <param name="StartTime">Not before, plant time; null for at once.</param>
internal sealed record JobOrder(string Id, Command Command, short Priority, DateTimeOffset? StartTime)
{
    /// <summary>Ids that begin so belong to commands of the handshake.</summary>
    public const string HandshakePrefix = "handshake/";

    /// <summary>The order as its sender wrote it (body of ISA95JobOrderDataType); null for a command of the handshake.</summary>
    public byte[]? Document { get; init; }

    /// <summary>True for what was commanded by the handshake and is shown here as well.</summary>
    public bool IsHandshake => Document is null;

    /// <summary>The job order that stands for a command of the handshake.</summary>
    public static JobOrder OfHandshake(Command command) => new($"{HandshakePrefix}{command.Seq}", command, 0, null);

    /// <summary>True when it was sent again, word for word.</summary>
    public bool IsSameAs(JobOrder other) => Document is not null && other.Document is not null && Document.AsSpan().SequenceEqual(other.Document);
}
