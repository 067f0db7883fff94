using NJsonSchema;
using PrecastMes.PlcSim.Config;
using YamlDotNet.Serialization;

namespace PrecastMes.Tests.PlcSim;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("jinhai")]
    [InlineData("minimal")]
    public async Task A_sample_plant_agrees_with_the_schema(string plant)
    {
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "config", "schemas", "plc-sim.schema.json"), TestContext.Current.CancellationToken);
        var yaml = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "config", "plants", plant, "plc-sim.yaml"), TestContext.Current.CancellationToken);
        var graph = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        Assert.Empty(schema.Validate(new SerializerBuilder().JsonCompatible().Build().Serialize(graph)));
    }

    [Fact]
    public void The_sample_has_the_units_of_the_contract()
    {
        var config = Floor.Read("jinhai");
        Assert.Equal(17, config.Stations.Count);
        Assert.Equal(42, config.Chamber!.Columns * config.Chamber.Levels);
        Assert.Equal(["S18", "S19", "S20", "FR1", "FI1", "FY1"], config.Finishing.Select(unit => unit.Id));
        Assert.Equal(9, config.FixedMoulds!.Moulds.Count);
        Assert.Equal("LT-A-01", config.FixedMoulds.Moulds[0].Id);
    }

    [Fact]
    public void All_faults_of_a_file_come_out_at_once_with_line_and_column()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "plants", "minimal", "plc-sim.yaml"))
            .Replace("swingC: 3", "swingC: much", StringComparison.Ordinal)
            .Replace("next: S3,", "next: S33,", StringComparison.Ordinal)
            .Replace("columns: 2", "columns: 2.5", StringComparison.Ordinal)
            .Replace("mixers:", "mixer:", StringComparison.Ordinal);
        var problems = Read(text).Found.Select(problem => problem.ToString()).ToArray();
        Assert.Equal(
            [
                "plc-sim.yaml:3:23: hall.swingC is \"much\", expected a number from 0 to 20",
                "plc-sim.yaml:21:3: chamber.columns is 2.5, expected a whole number",
                "plc-sim.yaml:41:1: mixer is unknown; known here: chamber, finishing, fixedMoulds, hall, magazine, mixers, moves, stations, work",
                "plc-sim.yaml:14:48: stations[1].next is S33, expected a station or the magazine of this file",
            ],
            problems);
    }

    [Fact]
    public void A_file_that_is_no_yaml_is_refused_with_its_place()
    {
        Assert.Equal(2, Assert.Single(Read("hall: 1\n  work: 2\n").Found).Line);
        Assert.Single(Read("hall: { ambientC: 18\nwork: ]\n").Found);
    }

    [Fact]
    public void Two_units_of_one_name_are_refused()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "plants", "minimal", "plc-sim.yaml"))
            .Replace("id: S6", "id: S5", StringComparison.Ordinal);
        Assert.Contains(Read(text).Found, problem => problem.Text == "finishing[0].id gives the id S5, which is in use already");
    }

    [Fact]
    public void Nodes_follow_pattern_names_and_overrides_of_the_tag_map()
    {
        var path = Path.Combine(folder, "tags.yaml");
        File.WriteAllText(
            path,
            """
            profile: other
            namespaceUri: urn:plant
            nodePattern: s=DB.{unit}/{signal}
            signalNames: { Cmd.Seq: CMD_SEQ }
            overrides:
              - { unit: S10, signal: State, node: "i=5010" }
              - { unit: S10, signal: Fault, node: "s=x", namespaceUri: urn:other }
            """);
        var problems = new YamlProblems("tags.yaml");
        var tags = TagNamesReader.Read(path, problems)!;
        Assert.Empty(problems.Found);
        Assert.Equal(new TagNode("urn:plant", "s=DB.S10/CMD_SEQ"), tags.Node("S10", "Cmd.Seq"));
        Assert.Equal(new TagNode("urn:plant", "i=5010"), tags.Node("S10", "State"));
        Assert.Equal(new TagNode("urn:other", "s=x"), tags.Node("S10", "Fault"));
    }

    private YamlProblems Read(string text)
    {
        var path = Path.Combine(folder, "plc-sim.yaml");
        File.WriteAllText(path, text);
        var problems = new YamlProblems("plc-sim.yaml");
        PlcSimReader.Read(path, problems);
        return problems;
    }
}
