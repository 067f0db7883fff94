namespace PrecastMes.Server.Api.Health;

/// <summary>Whether the server can do its work.</summary>
/// <param name="Status">healthy; degraded: it serves, but not everything works; unhealthy: it can't serve.</param>
/// <param name="PlantTime">The plant's clock.</param>
/// <param name="Speed">Plant seconds in a real second.</param>
/// <param name="Database">ok, or what is wrong.</param>
/// <param name="Plc">The connection to the line.</param>
/// <param name="Line">How the line stands.</param>
public sealed record HealthReport(
    string Status, string Plant, DateTimeOffset PlantTime, double Speed, string Database, PlcHealth Plc, LineHealth Line);

/// <summary>The connection to the line's PLC.</summary>
/// <param name="Since">Since when it is so, plant time; null when it was never tried.</param>
/// <param name="Reason">Why it broke; empty when connected.</param>
public sealed record PlcHealth(bool Connected, string Endpoint, DateTimeOffset? Since, string Reason);

/// <summary>How the line stands.</summary>
/// <param name="Journal">ok; starting, until the line has read its journal; or what the last failed write was.</param>
/// <param name="ShiftId">The shift that runs; null outside shifts.</param>
/// <param name="LoadsWaiting">Released loads not started.</param>
/// <param name="LoadsInWork">Started loads whose elements are not in the yard.</param>
/// <param name="FaultedUnits">Units with a fault.</param>
public sealed record LineHealth(string Journal, string? ShiftId, int LoadsWaiting, int LoadsInWork, IReadOnlyList<string> FaultedUnits);
