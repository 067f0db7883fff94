namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>Learns what could not be sent.</summary>
internal interface IMessageSenderOwner
{
    /// <summary>The connection can send no more.</summary>
    void OnSendFailed(Exception exception);

    /// <summary>One request did not fit the peer's limits and was left out; the connection lives.</summary>
    void OnRequestRefused(uint requestId, OpcUaException exception);
}
