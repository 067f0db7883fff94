using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// Something that a plan did not foresee. In JSON, <c>kind</c> names it; one without is of no kind and <see cref="RescheduleProblems"/> says so.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StationDown), "stationDown")]
[JsonDerivedType(typeof(PalletHeld), "palletHeld")]
[JsonDerivedType(typeof(MouldBroken), "mouldBroken")]
[JsonDerivedType(typeof(CrewMissing), "crewMissing")]
[JsonDerivedType(typeof(ElementScrapped), "elementScrapped")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record Disturbance
{
    /// <summary>What is out of service; a later word about the same thing replaces an earlier one.</summary>
    [JsonIgnore]
    public virtual string Resource => "";

    /// <summary>When it is over; null when it never is.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? Over => null;
}
