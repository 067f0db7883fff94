namespace PrecastMes.OpcUa.Client;

/// <summary>A request that waits for its answer. Exactly one of the two is called, by the receiving loop; neither may wait.</summary>
internal interface IPendingRequest
{
    void Complete(IServiceResponse response);

    void Fail(OpcUaException reason);
}
