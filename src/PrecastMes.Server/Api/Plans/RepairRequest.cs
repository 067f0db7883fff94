using System.Text.Json.Serialization;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Server.Api.Plans;

/// <summary>What has come between; everything may be left out.</summary>
/// <param name="Disturbances">Each with its <c>kind</c>: <c>stationDown</c>, <c>palletHeld</c>, <c>mouldBroken</c> or <c>crewMissing</c>.</param>
/// <param name="Ended">Units, pallets, moulds or <c>line/crew</c> of earlier disturbances that work again before they were said to.</param>
/// <param name="Rush">Projects that are imported and not released: their elements come on top.</param>
/// <param name="Locked">Ids of loads that shall start when they were planned to.</param>
/// <param name="FreezeMinutes">Loads that start within this time from now stay as they are; 30 to 10,080, 60 by default.</param>
/// <param name="StabilitySeconds">What it is worth to leave an element where it was planned, in seconds that another may be late; 3,600 by default.</param>
/// <param name="Seconds">Search time, 0.05 to 5 real seconds; 0.2 by default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RepairRequest(
    IReadOnlyList<Disturbance>? Disturbances,
    IReadOnlyList<string>? Ended,
    IReadOnlyList<string>? Rush,
    IReadOnlyList<string>? Locked,
    double? FreezeMinutes,
    int? StabilitySeconds,
    double? Seconds);
