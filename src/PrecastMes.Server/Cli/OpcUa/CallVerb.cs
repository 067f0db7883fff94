using System.CommandLine;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using MethodArgument = PrecastMes.OpcUa.Argument;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua call</c>: a method, its arguments checked against what the server declares.</summary>
internal static class CallVerb
{
    public static Command Command()
    {
        var link = new LinkOptions();
        var target = new Argument<string>("OBJECT") { Description = Text.Of("opcua.call.object") };
        var method = new Argument<string>("METHOD") { Description = Text.Of("opcua.call.method") };
        var inputs = new Argument<string[]>("ARGUMENT") { Description = Text.Of("opcua.call.arguments"), Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("call", Text.Of("opcua.call.description")) { target, method, inputs };
        link.AddTo(command);
        command.SetAction((parsed, cancel) => Link.RunAsync(
            link.Read(parsed),
            client => RunAsync(
                client, parsed.GetRequiredValue(target), parsed.GetRequiredValue(method), parsed.GetValue(inputs) ?? [], parsed.GetValue(Output.Json), cancel),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        OpcUaClient client, string objectAddress, string methodAddress, string[] texts, bool json, CancellationToken cancel)
    {
        var owner = await NodeAddress.ResolveAsync(client, objectAddress, cancel);
        var method = await NodeAddress.ResolveBelowAsync(client, owner, methodAddress, cancel);
        var signature = await MethodSignature.ReadAsync(client, method, cancel);
        var types = new DataTypes(client);
        await types.LearnNamesAsync(signature.Inputs.Concat(signature.Outputs).Select(argument => argument.DataType), cancel);
        if (texts.Length != signature.Inputs.Count)
        {
            throw new UsageException(Text.Of("opcua.call.count", signature.Inputs.Count, texts.Length) + Environment.NewLine + Describe(signature.Inputs, types));
        }

        var values = await ParseAsync(client, types, signature.Inputs, texts, cancel);
        var result = await client.CallAsync(owner, method, values, cancel);
        var outputs = new List<object?>();
        foreach (var output in result.Outputs)
        {
            outputs.Add(await types.DecodeAsync(output.Value, cancel));
        }

        if (json)
        {
            Output.WriteJson(writer => WriteJson(writer, signature, result, outputs));
        }
        else
        {
            WriteTables(signature, types, result, outputs);
        }

        // Companion models refuse with Uncertain and a status of their own.
        return result.Status.IsGood ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<Variant[]> ParseAsync(
        OpcUaClient client, DataTypes types, IReadOnlyList<MethodArgument> inputs, string[] texts, CancellationToken cancel)
    {
        var parser = new ValueParser(client, types);
        var values = new Variant[texts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = await parser.ParseAsync(texts[i], inputs[i].DataType, inputs[i].ValueRank, cancel);
            }
            catch (FormatException fault)
            {
                throw new UsageException(Text.Of("opcua.call.argument", i + 1, inputs[i].Name, fault.Message));
            }
        }

        return values;
    }

    private static string Describe(IReadOnlyList<MethodArgument> arguments, DataTypes types)
    {
        using var text = new StringWriter();
        var table = new TextTable(Text.Of("opcua.column.argument"), Text.Of("opcua.column.type"), Text.Of("opcua.column.description"));
        foreach (var argument in arguments)
        {
            table.Add(argument.Name ?? "", types.NameOf(argument.DataType, argument.ValueRank), argument.Description.Text ?? "");
        }

        table.Write(text);
        return text.ToString().TrimEnd();
    }

    private static void WriteTables(MethodSignature signature, DataTypes types, CallResult result, List<object?> outputs)
    {
        Output.WriteLine(ValueText.Status(result.Status) + (result.Reason is { } reason ? $": {reason}" : ""));
        for (var i = 0; i < result.InputArgumentResults.Count; i++)
        {
            if (result.InputArgumentResults[i].IsBad)
            {
                Output.WriteLine(Text.Of("opcua.call.argument", i + 1, signature.InputName(i), ValueText.Status(result.InputArgumentResults[i])));
            }
        }

        if (outputs.Count == 0)
        {
            return;
        }

        var table = new TextTable(Text.Of("opcua.column.output"), Text.Of("opcua.column.value"), Text.Of("opcua.column.type"));
        for (var i = 0; i < outputs.Count; i++)
        {
            table.Add(
                signature.OutputName(i),
                ValueText.Of(outputs[i]),
                i < signature.Outputs.Count ? types.NameOf(signature.Outputs[i].DataType, signature.Outputs[i].ValueRank) : result.Outputs[i].Type.ToString());
        }

        table.Write(Console.Out);
    }

    private static void WriteJson(Utf8JsonWriter writer, MethodSignature signature, CallResult result, List<object?> outputs)
    {
        writer.WriteStartObject();
        writer.WriteString("status", ValueText.Status(result.Status));
        if (result.InputArgumentResults.Count > 0)
        {
            writer.WriteStartArray("inputArgumentResults");
            foreach (var code in result.InputArgumentResults)
            {
                writer.WriteStringValue(ValueText.Status(code));
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("outputs");
        for (var i = 0; i < outputs.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("name", signature.OutputName(i));
            writer.WriteString("type", result.Outputs[i].Type.ToString());
            writer.WritePropertyName("value");
            ValueJson.Write(writer, outputs[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
