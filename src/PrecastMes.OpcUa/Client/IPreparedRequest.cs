using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Client;

/// <summary>A request that is sent again and again without objects of its own, and decodes its answer itself.</summary>
internal interface IPreparedRequest : IServiceRequest, IPendingRequest
{
    /// <summary>What stands in the header of the next request. It waits from here on: cancelled, it is forgotten by the channel.</summary>
    void Prepare(uint requestId, NodeId authenticationToken, DateTime timestamp, uint timeoutHint, CancellationToken cancellationToken);

    /// <summary>Called by the receiving loop with the body of the answer; <see cref="Finish"/> follows.</summary>
    void Receive(BinaryDecoder answer);

    /// <summary>Lets the asker go on, on this thread or on another.</summary>
    void Finish(bool here);
}
