using System.CommandLine;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua read</c>: attributes of nodes with status and times.</summary>
internal static class ReadVerb
{
    private const string All = "all";

    public static Command Command()
    {
        var link = new LinkOptions();
        var nodes = new Argument<string[]>("NODE") { Description = Text.Of("opcua.read.nodes"), Arity = ArgumentArity.OneOrMore };
        var attributes = new Option<string[]>("--attribute")
        {
            Description = Text.Of("opcua.read.attribute"),
            HelpName = "NAME…|all",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        attributes.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => name != All && !NodeAttributes.TryFind(name, out _)))
            {
                result.AddError(Text.Of("opcua.read.attribute.bad", name, string.Join(", ", NodeAttributes.Names)));
            }
        });
        var range = new Option<string>("--range") { Description = Text.Of("opcua.range"), HelpName = "A[:B][,…]" };
        var maxAge = Options.Within(
            new Option<double>("--max-age") { Description = Text.Of("opcua.read.maxAge"), HelpName = "SECONDS", DefaultValueFactory = _ => 0 }, 0, 86_400);
        var command = new Command("read", Text.Of("opcua.read.description")) { nodes, attributes, range, maxAge };
        link.AddTo(command);
        command.SetAction((parsed, cancel) => Link.RunAsync(
            link.Read(parsed),
            client => RunAsync(
                client,
                parsed.GetRequiredValue(nodes),
                parsed.GetValue(attributes) is { Length: > 0 } names ? names : [nameof(AttributeIds.Value)],
                parsed.GetValue(range),
                TimeSpan.FromSeconds(parsed.GetValue(maxAge)),
                parsed.GetValue(Output.Json),
                cancel),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        OpcUaClient client, string[] addresses, string[] attributes, string? range, TimeSpan maxAge, bool json, CancellationToken cancel)
    {
        var nodes = await NodeAddress.ResolveAsync(client, addresses, cancel);
        var all = attributes.Contains(All);
        var ids = (all ? NodeAttributes.Names : attributes).Select(name => NodeAttributes.TryFind(name, out var id) ? id : 0).ToList();
        var items = nodes.Zip(addresses, (node, address) => (Node: node, Address: address)).SelectMany(each => ids.Select(id => (each.Address, Item: new ReadValueId
        {
            NodeId = each.Node,
            AttributeId = id,
            IndexRange = id == AttributeIds.Value ? range : null,
        }))).ToList();
        var values = await client.ReadAsync([.. items.Select(each => each.Item)], TimestampsToReturn.Both, maxAge, cancel);
        var rows = new List<ReadRow>();
        var types = new DataTypes(client);
        foreach (var (item, value) in items.Zip(values))
        {
            // With "all", attributes that nodes of this class don't have are no news.
            if (!all || !value.Status.IsSameCode(StatusCodes.BadAttributeIdInvalid))
            {
                rows.Add(new ReadRow(item.Address, item.Item.NodeId, item.Item.AttributeId, value, await DecodeAsync(client, types, item.Item, value, cancel)));
            }
        }

        if (json)
        {
            Output.WriteJson(writer => WriteJson(writer, client, rows));
        }
        else
        {
            WriteTable(rows);
        }

        return rows.Exists(row => row.Value.Status.IsBad) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Structures by their fields, enumerations with their names.</summary>
    private static async Task<object?> DecodeAsync(OpcUaClient client, DataTypes types, ReadValueId item, DataValue value, CancellationToken cancel)
    {
        if (item.AttributeId == AttributeIds.NodeClass && value.Value.TryAs(out NodeClass nodeClass))
        {
            return nodeClass.ToString();
        }

        if (item.AttributeId == AttributeIds.DataType && value.Value.TryGet(out NodeId type))
        {
            await types.LearnNamesAsync([type], cancel);
            return $"{type} {types.NameOf(type, -1)}";
        }

        if (item.AttributeId == AttributeIds.Value && value.Value.Type == BuiltInType.Int32 && value.Value.ToInt64() is { } number)
        {
            var dataType = (await client.ReadAsync([new ReadValueId { NodeId = item.NodeId, AttributeId = AttributeIds.DataType }], cancel))[0];
            return dataType.Value.TryGet(out NodeId id) && await types.LayoutAsync(id, cancel) is EnumerationLayout enumeration
                ? new EnumerationValue(number, enumeration.Describe(number))
                : value.Value.Value;
        }

        return await types.DecodeAsync(value.Value.Value, cancel);
    }

    private static void WriteTable(List<ReadRow> rows)
    {
        var table = new TextTable(
            Text.Of("opcua.column.node"), Text.Of("opcua.column.attribute"), Text.Of("opcua.column.type"), Text.Of("opcua.column.status"),
            Text.Of("opcua.column.sourceTime"), Text.Of("opcua.column.serverTime"), Text.Of("opcua.column.value"));
        foreach (var row in rows)
        {
            table.Add(
                row.Address,
                NodeAttributes.NameOf(row.Attribute),
                TypeOf(row.Value.Value),
                ValueText.Status(row.Value.Status),
                ValueText.Time(row.Value.SourceTimestamp),
                ValueText.Time(row.Value.ServerTimestamp),
                row.Value.Value.IsNull && row.Value.Status.IsBad ? "" : ValueText.Of(row.Decoded));
        }

        table.Write(Console.Out);
    }

    private static void WriteJson(Utf8JsonWriter writer, OpcUaClient client, List<ReadRow> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("node", row.Address);
            writer.WriteString("nodeId", NodeAddress.Lasting(client, row.Node));
            writer.WriteString("attribute", NodeAttributes.NameOf(row.Attribute));
            writer.WriteString("status", ValueText.Status(row.Value.Status));
            writer.WriteString("type", TypeOf(row.Value.Value));
            writer.WritePropertyName("value");
            ValueJson.Write(writer, row.Decoded is EnumerationValue enumeration ? enumeration.Number : row.Decoded);
            if (row.Decoded is EnumerationValue { Name: var name })
            {
                writer.WriteString("name", name);
            }

            WriteTime(writer, "sourceTime", row.Value.SourceTimestamp);
            WriteTime(writer, "serverTime", row.Value.ServerTimestamp);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTime? time)
    {
        if (time is { } given)
        {
            writer.WriteString(name, given);
        }
    }

    private static string TypeOf(Variant value) => value.Shape switch
    {
        _ when value.IsNull => "",
        VariantShape.Array => $"{value.Type}[{((Array?)value.Value)?.Length}]",
        VariantShape.Matrix => $"{value.Type}[{string.Join(",", ((Matrix)value.Value!).Dimensions)}]",
        _ => value.Type.ToString(),
    };

    private sealed record ReadRow(string Address, NodeId Node, uint Attribute, DataValue Value, object? Decoded);

    private sealed record EnumerationValue(long Number, string Name)
    {
        public override string ToString() => $"{Number} {Name}";
    }
}
