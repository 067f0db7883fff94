using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A pallet is late or out of service: what it is at, or would do next, is not over before an instant.</summary>
/// <param name="PalletId">The pallet, e.g. <c>P07</c>.</param>
/// <param name="Until">When it can go on; an empty one is not to be had before.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PalletHeld(string PalletId, DateTimeOffset Until) : Disturbance
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Resource => PalletId;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? Over => Until;
}
