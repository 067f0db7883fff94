namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>What is watched at its full rate: beside other tests a slow machine leaves the peer's client less than it needs to take it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadCollection
{
    public const string Name = "load";
}
