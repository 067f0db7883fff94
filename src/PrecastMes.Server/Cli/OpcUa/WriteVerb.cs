using System.CommandLine;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua write</c>: values of variables, converted to their data types.</summary>
internal static class WriteVerb
{
    private const int Scalar = -1;
    private const int AnyRank = -2;

    public static Command Command()
    {
        var link = new LinkOptions();
        var pairs = new Argument<string[]>("NODE VALUE") { Description = Text.Of("opcua.write.pairs"), Arity = new ArgumentArity(2, 1_000) };
        pairs.Validators.Add(result =>
        {
            if (result.Tokens.Count % 2 != 0)
            {
                result.AddError(Text.Of("opcua.write.odd", result.Tokens.Count));
            }
        });
        var range = new Option<string>("--range") { Description = Text.Of("opcua.range"), HelpName = "A[:B][,…]" };
        var type = new Option<string>("--type") { Description = Text.Of("opcua.write.type"), HelpName = "TYPE" };
        type.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IsType(result.Tokens[0].Value))
            {
                result.AddError(Text.Of("opcua.write.type.bad", result.Tokens[0].Value));
            }
        });
        var command = new Command("write", Text.Of("opcua.write.description")) { pairs, range, type };
        link.AddTo(command);
        command.SetAction((parsed, cancel) => Link.RunAsync(
            link.Read(parsed),
            client => RunAsync(client, parsed.GetRequiredValue(pairs), parsed.GetValue(range), parsed.GetValue(type), parsed.GetValue(Output.Json), cancel),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(OpcUaClient client, string[] pairs, string? range, string? typeName, bool json, CancellationToken cancel)
    {
        string[] addresses = [.. pairs.Where((_, i) => i % 2 == 0)], texts = [.. pairs.Where((_, i) => i % 2 == 1)];
        var nodes = await NodeAddress.ResolveAsync(client, addresses, cancel);
        var parser = new ValueParser(client, new DataTypes(client));
        var values = new Variant[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var (type, rank) = await TypeOfAsync(client, nodes[i], typeName, cancel);
            try
            {
                // A part of an array is an array; a part of a text is a text.
                values[i] = await parser.ParseAsync(texts[i], type, range is null || rank == Scalar ? rank : AnyRank, cancel);
            }
            catch (FormatException fault)
            {
                throw new UsageException($"{addresses[i]}: {fault.Message}");
            }
        }

        var codes = await client.WriteAsync(
            [.. nodes.Zip(values, (node, value) => new WriteValue
            {
                NodeId = node,
                AttributeId = AttributeIds.Value,
                IndexRange = range,
                Value = new DataValue(value),
            })],
            cancel);
        if (json)
        {
            Output.WriteJson(writer => WriteJson(writer, addresses, values, codes));
        }
        else
        {
            WriteTable(addresses, values, codes);
        }

        return Array.Exists(codes, code => code.IsBad) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>DataType and ValueRank of a variable, the former as the user says where the server leaves it open.</summary>
    private static async Task<(NodeId Type, int Rank)> TypeOfAsync(OpcUaClient client, NodeId node, string? typeName, CancellationToken cancel)
    {
        var values = await client.ReadAsync(
            [new ReadValueId { NodeId = node, AttributeId = AttributeIds.DataType }, new ReadValueId { NodeId = node, AttributeId = AttributeIds.ValueRank }],
            TimestampsToReturn.Neither,
            TimeSpan.Zero,
            cancel);
        if (values[0].Status.IsBad)
        {
            throw new RefusedException(Text.Of("opcua.write.notVariable", node, values[0].Status));
        }

        var type = typeName is not null ? TypeNamed(typeName) : values[0].Value.TryGet(out NodeId declared) ? declared : NodeId.Null;
        return (type, values[1].Value.TryGet(out int rank) ? rank : Scalar);
    }

    private static bool IsType(string name) => NodeId.TryParse(name, out _) || Enum.TryParse<BuiltInType>(name, ignoreCase: true, out _);

    /// <summary>The ids of the built-in data types are the numbers of the built-in types (Part 6 §5.1.2).</summary>
    private static NodeId TypeNamed(string name) =>
        NodeId.TryParse(name, out var id) ? id : new NodeId(0, (uint)Enum.Parse<BuiltInType>(name, ignoreCase: true));

    private static void WriteTable(string[] addresses, Variant[] values, StatusCode[] codes)
    {
        var table = new TextTable(Text.Of("opcua.column.node"), Text.Of("opcua.column.written"), Text.Of("opcua.column.type"), Text.Of("opcua.column.status"));
        for (var i = 0; i < addresses.Length; i++)
        {
            table.Add(addresses[i], ValueText.Of(values[i].Value), values[i].Type.ToString(), ValueText.Status(codes[i]));
        }

        table.Write(Console.Out);
    }

    private static void WriteJson(Utf8JsonWriter writer, string[] addresses, Variant[] values, StatusCode[] codes)
    {
        writer.WriteStartArray();
        for (var i = 0; i < addresses.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("node", addresses[i]);
            writer.WriteString("type", values[i].Type.ToString());
            writer.WriteString("status", ValueText.Status(codes[i]));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
