using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Exchange;

public sealed partial class SchemaTests
{
    private static readonly Dictionary<string, string> SchemaOf = new(StringComparer.Ordinal)
    {
        ["plant.yaml"] = "plant",
        ["line-loop.yaml"] = "line-circulation",
        ["line-fixed.yaml"] = "line-fixed-moulds",
        ["moulds.yaml"] = "moulds",
        ["calendar.yaml"] = "calendar",
        ["tags.yaml"] = "tags",
    };

    public static TheoryData<string, string> ShippedFiles()
    {
        var files = new TheoryData<string, string>();
        foreach (var plant in (string[])["jinhai", "minimal"])
        {
            foreach (var path in Directory.GetFiles(Repository.PathOf("config", "plants", plant), "*.yaml").Order(StringComparer.Ordinal))
            {
                files.Add(plant, Path.GetFileName(path));
            }
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public async Task Shipped_file_names_its_schema_and_satisfies_it(string plant, string file)
    {
        var path = Repository.PathOf("config", "plants", plant, file);
        var first = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))[0];
        var named = SchemaLine().Match(first);

        Assert.True(named.Success, first);
        var schema = await JsonSchema.FromFileAsync(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, named.Groups[1].Value)), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Json(Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))).ToJsonString()));
    }

    [Theory]
    [InlineData("plant.yaml")]
    [InlineData("line-loop.yaml")]
    [InlineData("line-fixed.yaml")]
    [InlineData("moulds.yaml")]
    [InlineData("calendar.yaml")]
    [InlineData("tags.yaml")]
    public async Task Reader_and_schema_agree_on_unknown_and_missing_keys(string file)
    {
        var schema = await JsonSchema.FromFileAsync(
            Repository.PathOf("config", "schemas", $"{SchemaOf[file]}.schema.json"), TestContext.Current.CancellationToken);
        using var plant = new PlantDirectory("jinhai");
        var text = plant.Read(file);
        var changes = 0;
        var maps = Maps(Parse(text));
        for (var map = 0; map < maps.Count; map++)
        {
            Try(root => Maps(root)[map].Add("unheardOf", "1"));
            foreach (var key in maps[map].Children.Keys)
            {
                Try(root => Maps(root)[map].Children.Remove(key));
            }
        }

        Assert.True(changes > 5);

        void Try(Action<YamlNode> change)
        {
            var root = Parse(text);
            change(root);
            changes++;
            plant.Write(file, Write(root));
            var refused = PlantFiles.Load(plant.Path).Problems.Where(p => p.File == file && IsKeyProblem(p.Message.En)).ToList();
            var invalid = schema.Validate(Json(root).ToJsonString());

            // Only of fixed moulds are turns asked for, which a schema of one file can't know.
            var knowsMore = refused.Count == 1 && refused[0].Path.EndsWith(".turnsPerMouldAndDay", StringComparison.Ordinal);
            Assert.True(
                knowsMore || refused.Count > 0 == invalid.Count > 0,
                $"reader: {string.Join("; ", refused)}\nschema: {string.Join("; ", invalid)}\n{Write(root)}");
        }
    }

    [Fact]
    public async Task Order_schema_describes_the_columns_that_the_reader_takes()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("config", "schemas", "orders.schema.json"), TestContext.Current.CancellationToken);

        Assert.Equal(OrderColumns.All, schema.Properties.Keys);
        Assert.Equal(OrderColumns.Required, schema.RequiredProperties);
        foreach (var file in (string[])["HX1.csv", "JN2.csv"])
        {
            var lines = await File.ReadAllLinesAsync(Repository.PathOf("config", "orders", file), TestContext.Current.CancellationToken);
            foreach (var line in lines.Skip(1))
            {
                var row = new JsonObject();
                foreach (var (column, value) in lines[0].Split(',').Zip(line.Split(',')))
                {
                    var number = schema.Properties[column].Type is JsonObjectType.Integer or JsonObjectType.Number;
                    row[column] = number ? JsonValue.Create(decimal.Parse(value, CultureInfo.InvariantCulture)) : JsonValue.Create(value);
                }

                Assert.Empty(schema.Validate(row.ToJsonString()));
            }
        }
    }

    private static bool IsKeyProblem(string message) =>
        message.StartsWith("Unknown key", StringComparison.Ordinal) || message.Contains("is missing", StringComparison.Ordinal)
        || message.StartsWith("There is no signal", StringComparison.Ordinal);

    // Seconds by family have free keys: whether the family exists is beyond a schema of one file.
    private static List<YamlMappingNode> Maps(YamlNode root)
    {
        var maps = root.AllNodes.OfType<YamlMappingNode>().ToList();
        var free = maps.SelectMany(m => m.Children).Where(c => c.Key is YamlScalarNode { Value: "secondsByFamily" }).Select(c => c.Value).ToList();

        // One of each shape: the second family teaches nothing that the first has not.
        return [.. maps.Where(m => !free.Contains(m)).DistinctBy(m => string.Join(',', m.Children.Keys))];
    }

    /// <summary>A YAML text as JSON.</summary>
    internal static string Json(string yaml) => Json(Parse(yaml)).ToJsonString();

    private static YamlNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    private static string Write(YamlNode root)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    // By the core schema of YAML 1.2.2 §10.3.2, as far as the shipped files use it.
    private static JsonNode Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, (JsonNode?)Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => JsonValue.Create(true),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => JsonValue.Create(false),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when long.TryParse(plain.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when decimal.TryParse(plain.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value)!,
        _ => throw new NotSupportedException(node.NodeType.ToString()),
    };

    [GeneratedRegex(@"^# yaml-language-server: \$schema=(\.\./\.\./schemas/.+\.schema\.json)$")]
    private static partial Regex SchemaLine();
}
