namespace PrecastMes.Scheduling.Nesting;

/// <summary>Where a piece would lie; the smaller the score, the better it fits.</summary>
internal readonly record struct Spot(int X, int Y, bool Turned, long Score);
