using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Plans;

/// <summary>Work on a mould away from the line between two of its uses: a change of mark (换型) or maintenance (保养).</summary>
/// <param name="MouldUnit">The unit.</param>
/// <param name="FromMark">The mark that it was used for; null when that is not known.</param>
/// <param name="ToMark">The mark that it shall be set up for; null when it isn't changed.</param>
/// <param name="IsMaintenance">Whether its maintenance is due.</param>
/// <param name="Minutes">Staffed minutes, cleaning included.</param>
/// <param name="NotBefore">When it comes free.</param>
/// <param name="NeededBy">When it is used again; null when the plan doesn't use it again.</param>
public sealed record PlannedMouldWork(
    string MouldUnit, string? FromMark, string? ToMark, bool IsMaintenance, int Minutes, DateTimeOffset NotBefore, DateTimeOffset? NeededBy)
{
    /// <summary>Calendar days that its renewal at the end of its life takes; null when its life doesn't end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RenewalDays { get; init; }
}
