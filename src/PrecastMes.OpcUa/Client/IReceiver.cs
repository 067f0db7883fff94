using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>For whom a <see cref="ReceivingLoop"/> takes in chunks.</summary>
internal interface IReceiver
{
    /// <summary>No request waits for an answer.</summary>
    bool NobodyWaits { get; }

    /// <summary>Gives the prepared request that was answered, for its asker to go on.</summary>
    IPreparedRequest? Take(Chunk chunk);

    /// <summary>Nothing is received from here on.</summary>
    void EndReceiving(Exception exception);
}
