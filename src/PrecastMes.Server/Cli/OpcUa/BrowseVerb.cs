using System.CommandLine;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua browse</c>: nodes as a tree with class, type, access and, on request, value.</summary>
internal static class BrowseVerb
{
    public static Command Command()
    {
        var link = new LinkOptions();
        var node = new Argument<string>("NODE") { Description = Text.Of("opcua.browse.node"), DefaultValueFactory = _ => "/Objects" };
        var depth = Options.Within(
            new Option<int>("--depth") { Description = Text.Of("opcua.browse.depth"), HelpName = "N", DefaultValueFactory = _ => 2 }, 0, 100);
        var max = Options.Within(
            new Option<int>("--max") { Description = Text.Of("opcua.browse.max"), HelpName = "N", DefaultValueFactory = _ => 5_000 }, 1, 1_000_000);
        var values = new Option<bool>("--values") { Description = Text.Of("opcua.browse.values") };
        var command = new Command("browse", Text.Of("opcua.browse.description")) { node, depth, values, max };
        link.AddTo(command);
        command.SetAction((parsed, cancel) => Link.RunAsync(
            link.Read(parsed),
            async client =>
            {
                var types = new DataTypes(client);
                var tree = new NodeTree(client, types, parsed.GetValue(max));
                var start = await NodeAddress.ResolveAsync(client, parsed.GetRequiredValue(node), cancel);
                var top = await tree.ReadAsync(start, parsed.GetValue(depth), parsed.GetValue(values), cancel);
                if (parsed.GetValue(Output.Json))
                {
                    Output.WriteJson(writer => WriteJson(writer, top, client, types));
                }
                else
                {
                    WriteTable(top, client, types, parsed.GetValue(values));
                }

                if (tree.IsCut)
                {
                    await Console.Error.WriteLineAsync(Text.Of("opcua.browse.cut", tree.Count));
                }

                return ExitCode.Done;
            },
            cancel));
        return command;
    }

    private static void WriteTable(BrowsedNode top, OpcUaClient client, DataTypes types, bool values)
    {
        string[] columns = [Text.Of("opcua.column.node"), Text.Of("opcua.column.class"), Text.Of("opcua.column.type"), Text.Of("opcua.column.access"), Text.Of("opcua.column.nodeId")];
        var table = new TextTable(values ? [.. columns, Text.Of("opcua.column.value")] : columns);
        // Iterative: a server's tree may be deep.
        var open = new Stack<(BrowsedNode Node, string Branch, string Indent)>([(top, "", "")]);
        var namespaces = new SortedSet<ushort>();
        while (open.TryPop(out var item))
        {
            var (node, branch, indent) = item;
            namespaces.Add(node.BrowseName.NamespaceIndex);
            namespaces.Add(node.Id.NamespaceIndex);
            string[] cells = [branch + Title(node), node.NodeClass.ToString(), TypeOf(node, types), AccessOf(node), node.Id.ToString()];
            table.Add(values ? [.. cells, ValueOf(node)] : cells);
            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                var last = i == node.Children.Count - 1;
                open.Push((node.Children[i], indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  ")));
            }
        }

        table.Write(Console.Out);
        foreach (var index in namespaces.Where(index => index > 0))
        {
            Output.WriteLine(Text.Of("opcua.browse.namespace", index, index < client.NamespaceUris.Count ? client.NamespaceUris[index] : "?"));
        }
    }

    private static string Title(BrowsedNode node)
    {
        var name = node.BrowseName.ToString();
        var shown = node.DisplayName is { Length: > 0 } display && display != node.BrowseName.Name ? $"{name} ({display})" : name;
        return node switch
        {
            { IsRepeated: true } => shown + " ↑",
            { ChildrenStatus.IsBad: true } => $"{shown} ({ValueText.Status(node.ChildrenStatus)})",
            _ => shown,
        };
    }

    private static string TypeOf(BrowsedNode node, DataTypes types) => node.DataType.IsNull ? "" : types.NameOf(node.DataType, node.ValueRank);

    private static string AccessOf(BrowsedNode node) => node.NodeClass switch
    {
        NodeClass.Variable => (node.Access.HasFlag(AccessLevelType.CurrentRead) ? "R" : "-")
            + (node.Access.HasFlag(AccessLevelType.CurrentWrite) ? "W" : "-")
            + (node.Access.HasFlag(AccessLevelType.HistoryRead) ? "H" : ""),
        NodeClass.Method => node.IsExecutable ? "X" : "-",
        _ => "",
    };

    private static string ValueOf(BrowsedNode node) => node.Value switch
    {
        null => "",
        { Status.IsGood: true } => ValueText.Of(node.Decoded),
        { } value => $"{(value.Status.IsBad ? "" : ValueText.Of(node.Decoded) + " ")}({ValueText.Status(value.Status)})",
    };

    private static void WriteJson(Utf8JsonWriter writer, BrowsedNode node, OpcUaClient client, DataTypes types)
    {
        writer.WriteStartObject();
        writer.WriteString("nodeId", NodeAddress.Lasting(client, node.Id));
        writer.WriteString("browseName", node.BrowseName.ToString());
        writer.WriteString("displayName", node.DisplayName);
        writer.WriteString("nodeClass", node.NodeClass.ToString());
        if (node.NodeClass == NodeClass.Variable)
        {
            writer.WriteString("dataType", types.NameOf(node.DataType, node.ValueRank));
            writer.WriteString("access", AccessOf(node));
        }

        if (node.NodeClass == NodeClass.Method)
        {
            writer.WriteBoolean("executable", node.IsExecutable);
        }

        if (node.Value is { } value)
        {
            writer.WriteString("status", ValueText.Status(value.Status));
            writer.WritePropertyName("value");
            ValueJson.Write(writer, node.Decoded);
        }

        if (node.IsRepeated)
        {
            writer.WriteBoolean("repeated", true);
        }

        if (node.ChildrenStatus.IsBad)
        {
            writer.WriteString("childrenStatus", ValueText.Status(node.ChildrenStatus));
        }

        if (node.Children.Count > 0)
        {
            writer.WriteStartArray("children");
            foreach (var child in node.Children)
            {
                WriteJson(writer, child, client, types);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
