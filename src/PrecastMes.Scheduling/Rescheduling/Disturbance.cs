using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>Something that a plan did not foresee. In JSON, <c>kind</c> names it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StationDown), "stationDown")]
[JsonDerivedType(typeof(PalletHeld), "palletHeld")]
[JsonDerivedType(typeof(MouldBroken), "mouldBroken")]
[JsonDerivedType(typeof(CrewMissing), "crewMissing")]
[JsonDerivedType(typeof(ElementScrapped), "elementScrapped")]
public abstract record Disturbance;
