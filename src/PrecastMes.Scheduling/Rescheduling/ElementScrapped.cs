using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A piece is lost after its load was begun; it is made again, as a piece of its own, for the same place and day.</summary>
/// <param name="ElementId">The lost piece.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ElementScrapped(string ElementId) : Disturbance
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Resource => ElementId;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? Over => DateTimeOffset.MinValue;
}
