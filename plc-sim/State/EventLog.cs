using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.State;

/// <summary>
/// The log of physical events, one JSON object a line, appended and handed to the operating system line by line, so that
/// a killed simulator leaves whole lines behind.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private static readonly PhysicalEventJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter() },
    });

    private readonly FileStream file;

    public EventLog(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // No buffer of ours: each line is one write.
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        LastNumber = ReadEnd();
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Number of the last event in the log; null when it is empty.</summary>
    public long? LastNumber { get; private set; }

    /// <summary>Appends events.</summary>
    public void Write(IReadOnlyList<PhysicalEvent> events)
    {
        foreach (var happened in events)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(happened, Json.PhysicalEvent);
            Array.Resize(ref line, line.Length + 1);
            line[^1] = (byte)'\n';
            file.Write(line);
            LastNumber = happened.Number;
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Finds the last whole line; what a crash left behind it is cut off.</summary>
    private long? ReadEnd()
    {
        const int Longest = 8192;
        var length = (int)Math.Min(Longest, file.Length);
        file.Seek(-length, SeekOrigin.End);
        var tail = new byte[length];
        file.ReadExactly(tail);
        var end = Array.LastIndexOf(tail, (byte)'\n');
        file.SetLength(file.Length - (length - 1 - end));
        if (end < 0)
        {
            return null;
        }

        var start = tail.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        try
        {
            using var last = JsonDocument.Parse(tail.AsMemory(start, end - start));
            return last.RootElement.GetProperty("n").GetInt64();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file.Name} is no log of this simulator: its last line has no number n.", fault);
        }
    }

    /// <summary>Milliseconds and Z, always.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[24];
            value.UtcDateTime.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteStringValue(text);
        }
    }
}

/// <summary>Serializer of the log's lines.</summary>
[JsonSerializable(typeof(PhysicalEvent))]
internal sealed partial class PhysicalEventJson : JsonSerializerContext;
