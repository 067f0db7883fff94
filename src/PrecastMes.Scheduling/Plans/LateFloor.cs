using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Plans;

/// <summary>A floor that is late, by its last element: the site needs all of it.</summary>
/// <param name="ProjectId">Project.</param>
/// <param name="Building">Building.</param>
/// <param name="Floor">Floor.</param>
/// <param name="DueAt">When its first late element is due.</param>
/// <param name="FinishAt">When its last late element is finished.</param>
/// <param name="Elements">How many of its elements are late.</param>
/// <param name="ReasonCode">What its last element waited for longest, as in <see cref="LateElement.ReasonCode"/>.</param>
/// <param name="Resource">The resource of that reason.</param>
public sealed record LateFloor(string ProjectId, string Building, int Floor, DateTimeOffset DueAt, DateTimeOffset FinishAt, int Elements, string ReasonCode, string Resource)
{
    /// <summary>
    /// What binds <see cref="FinishAt"/>, oldest first: from the plan's start to it, each link ending where the next begins. Null beyond the
    /// <see cref="MostChains"/> latest floors of a plan.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BindingLink>? Chain { get; init; }

    /// <summary>Floors of a plan whose chains are kept, the latest ones.</summary>
    public const int MostChains = 100;
}
