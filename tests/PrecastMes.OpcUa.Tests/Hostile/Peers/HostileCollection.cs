namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Attacks are measured by memory and time, so nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostileCollection
{
    public const string Name = "Hostile";
}
