using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Plans;

/// <summary>The JSON form of a <see cref="Plan"/>: camel case, enumerations as camel-case words, instants in ISO 8601.</summary>
public static class PlanJson
{
    /// <summary>Options that write and read the document.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
