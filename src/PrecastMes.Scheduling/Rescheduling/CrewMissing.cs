using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>Gangs of a crew of a fixed-mould area don't come.</summary>
/// <param name="LineId">The area.</param>
/// <param name="CrewId">The crew.</param>
/// <param name="Gangs">How many of its gangs, 1 or more; those with the highest numbers.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CrewMissing(string LineId, string CrewId, int Gangs, DateTimeOffset From, DateTimeOffset Until) : Disturbance
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Resource => $"{LineId}/{CrewId}";

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? Over => Until;
}
