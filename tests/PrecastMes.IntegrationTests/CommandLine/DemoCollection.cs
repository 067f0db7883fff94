namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary>Plants at 480 times their speed: ten seconds that a slow machine lacks are more than an hour there.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DemoCollection
{
    public const string Name = "demo";
}
