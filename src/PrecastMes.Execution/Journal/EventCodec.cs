using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Shifts;

namespace PrecastMes.Execution.Journal;

/// <summary>
/// Facts as bytes: JSON without white space, members in the order of their record, instants in UTC, manifest
/// <c>TypeName.v1</c>. The same fact always gives the same bytes, so that they can be leaves of an evidence tree.
/// </summary>
public static class EventCodec
{
    private const string Version = ".v1";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcInstantConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Dictionary<string, Type> Types = typeof(EventCodec).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && IsEvent(t))
        .ToDictionary(t => t.Name + Version, StringComparer.Ordinal);

    /// <summary>Whether a type is a fact of the journal.</summary>
    public static bool IsEvent(Type type) => 
        type.IsAssignableTo(typeof(LineEvent)) || type.IsAssignableTo(typeof(PlantEvent)) || type.IsAssignableTo(typeof(ShiftEvent));

    /// <summary>The manifest that stands next to a fact's bytes.</summary>
    public static string Manifest(object fact) => fact.GetType().Name + Version;

    /// <summary>A fact's canonical bytes.</summary>
    public static byte[] Write(object fact) => JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Json);

    /// <summary>The fact of a manifest and its bytes.</summary>
    public static object Read(string manifest, ReadOnlySpan<byte> bytes)
    {
        if (!Types.TryGetValue(manifest, out var type))
        {
            throw new NotSupportedException($"The journal holds a fact of kind '{manifest}', which this version does not know; maybe it was written by a newer one.");
        }

        return JsonSerializer.Deserialize(bytes, type, Json)
            ?? throw new InvalidOperationException($"The journal holds an empty fact of kind '{manifest}'.");
    }
}
