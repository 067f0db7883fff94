using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Server.Planning;

/// <summary>A repair that was made and waits for a decision.</summary>
/// <param name="Id">Its number in this server's life.</param>
/// <param name="MadeAt">When it was made, plant time.</param>
/// <param name="Seconds">How long it took, real seconds.</param>
/// <param name="MadeBeside">The plan that was in force when it was made.</param>
/// <param name="Repair">What it does.</param>
public sealed record RepairDraft(int Id, DateTimeOffset MadeAt, double Seconds, string? MadeBeside, Repair Repair);
