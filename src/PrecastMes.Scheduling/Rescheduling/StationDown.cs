using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A breakdown or maintenance: a station, finishing place, stacker crane or mixer does nothing for a time.</summary>
/// <param name="Unit">Its id, e.g. <c>S10</c>, <c>SC1</c>, <c>MX1</c>. What runs there at <paramref name="From"/> goes on at <paramref name="Until"/>.</param>
/// <param name="From">From when; in the past when it is down already.</param>
/// <param name="Until">When it works again.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StationDown(string Unit, DateTimeOffset From, DateTimeOffset Until) : Disturbance
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Resource => Unit;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? Over => Until;
}
