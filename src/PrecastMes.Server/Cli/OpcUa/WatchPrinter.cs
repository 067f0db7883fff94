using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>One line per notification, at once; what isn't a value stands between dashes, so that it can be told apart and searched.</summary>
internal sealed class WatchPrinter(IReadOnlyList<string> nodes, bool json)
{
    private readonly int _width = nodes.Max(node => node.Length);

    public void Print(Notification notification, object? decoded)
    {
        switch (notification.Kind)
        {
            case NotificationKind.DataChange:
                Value(nodes[(int)notification.Tag!], notification.Value, decoded);
                break;
            case NotificationKind.Event:
                Event(nodes[(int)notification.Tag!], notification.Event!);
                break;
            case NotificationKind.Gap:
                Mark("gap", Text.Of("opcua.watch.gap", notification.Gap!.Cause, notification.Gap.Reason));
                break;
            default:
                Mark("status", Text.Of("opcua.watch.status", notification.Value.Status));
                break;
        }
    }

    public void Refused(int index, StatusCode status) => Console.Error.WriteLine(Text.Of("opcua.watch.refused", nodes[index], status));

    public void Disconnected(ConnectionState state) => Mark("disconnected", Text.Of("opcua.watch.disconnected", state.Reason, state.NextTryIn.TotalSeconds));

    public void ConnectedAgain() => Mark("connected", Text.Of("opcua.watch.connected"));

    private void Value(string node, DataValue value, object? decoded)
    {
        if (json)
        {
            Output.WriteJsonLine(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("node", node);
                writer.WritePropertyName("value");
                ValueJson.Write(writer, decoded);
                writer.WriteString("status", StatusCodes.NameOf(value.Status.Code & 0xFFFF0000));
                if (value.Status.HasOverflow)
                {
                    writer.WriteBoolean("overflow", true);
                }

                Time(writer, "sourceTime", value.SourceTimestamp);
                Time(writer, "serverTime", value.ServerTimestamp);
                writer.WriteEndObject();
            });
            return;
        }

        var status = value.Status is { IsGood: true, HasOverflow: false } ? "" : $"  {ValueText.Status(value.Status)}";
        Console.Out.WriteLine($"{ValueText.Time(value.SourceTimestamp ?? value.ServerTimestamp),-24}  {node.PadRight(_width)}  {Visible(ValueText.Of(decoded))}{status}");
    }

    private void Event(string node, EventFields fields)
    {
        if (json)
        {
            Output.WriteJsonLine(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("node", node);
                Time(writer, "time", fields.Time);
                writer.WriteNumber("severity", fields.Severity);
                writer.WriteString("source", fields.SourceName);
                writer.WriteString("eventType", fields.EventType.ToString());
                writer.WriteString("message", fields.Message.Text);
                writer.WriteEndObject();
            });
            return;
        }

        Console.Out.WriteLine($"{ValueText.Time(fields.Time),-24}  {node.PadRight(_width)}  {fields.Severity,4}  {Visible(fields.SourceName ?? "")}  {Visible(fields.Message.Text ?? "")}");
    }

    private void Mark(string kind, string text)
    {
        if (json)
        {
            Output.WriteJsonLine(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("mark", kind);
                writer.WriteString("text", text);
                writer.WriteEndObject();
            });
            return;
        }

        Console.Out.WriteLine($"--- {text} ---");
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTime? time)
    {
        if (time is { } given)
        {
            writer.WriteString(name, given);
        }
    }

    private static string Visible(string text) => TextTable.Visible(text);
}
