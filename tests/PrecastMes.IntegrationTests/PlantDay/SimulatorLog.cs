using System.Text.Json;

namespace PrecastMes.IntegrationTests.PlantDay;

/// <summary>What the simulator says really happened, one JSON object a line.</summary>
internal static class SimulatorLog
{
    public static IReadOnlyList<PhysicalEvent> Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var events = new List<PhysicalEvent>();
        while (reader.ReadLine() is { } line)
        {
            var json = JsonDocument.Parse(line).RootElement;
            events.Add(new PhysicalEvent(
                json.GetProperty("t").GetDateTimeOffset(),
                Text(json, "event"),
                Text(json, "phase"),
                Text(json, "unit"),
                json.TryGetProperty("seq", out var seq) && seq.ValueKind == JsonValueKind.Number ? seq.GetInt64() : 0,
                Text(json, "operation"),
                Text(json, "load"),
                Text(json, "carrier"),
                Text(json, "result")));
        }

        return events;
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>One line of the log.</summary>
internal sealed record PhysicalEvent(
    DateTimeOffset At, string Event, string Phase, string Unit, long Seq, string Operation, string Load, string Carrier, string Result);
