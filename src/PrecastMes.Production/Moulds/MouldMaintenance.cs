namespace PrecastMes.Production.Moulds;

/// <summary>Maintenance (保养) that a mould unit gets after each so many turns of its life.</summary>
/// <param name="EveryTurns">Turns from one maintenance to the next, 1–10,000.</param>
/// <param name="Minutes">Staffed time away from the line, minutes, 1–14,400.</param>
public sealed record MouldMaintenance(int EveryTurns, int Minutes);
