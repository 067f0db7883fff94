using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A mould can't be used. What is in it already is finished.</summary>
/// <param name="MouldUnit">The unit, e.g. <c>SF-WQ2-01</c>.</param>
/// <param name="Until">When it is repaired; null when it will not be.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MouldBroken(string MouldUnit, DateTimeOffset? Until) : Disturbance
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Resource => MouldUnit;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? Over => Until;
}
