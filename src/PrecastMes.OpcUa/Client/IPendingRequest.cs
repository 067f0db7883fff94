namespace PrecastMes.OpcUa.Client;

/// <summary>A request that waits for its answer. Exactly one of the two is called, by the receiving loop; neither may wait.</summary>
internal interface IPendingRequest
{
    void Complete(IServiceResponse response);

    void Fail(OpcUaException reason);

    /// <summary>Arrays of notifications in the answer are given back by whoever takes it, and so may be used ones.</summary>
    bool TakesSpares => false;
}
