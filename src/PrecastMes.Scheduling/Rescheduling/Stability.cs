namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>How much of the plan in force a repair leaves, in elements unless said otherwise.</summary>
/// <param name="Untouched">Load, times and places as they were, to the bit.</param>
/// <param name="Moved">Begun at another time than planned, by more than <see cref="Rescheduler.Tolerance"/>.</param>
/// <param name="Shifted">All others: begun when planned, or nearly so, and ended at another time.</param>
/// <param name="Added">Rush orders and pieces that are made again.</param>
/// <param name="Removed">Cancelled before their load was begun.</param>
/// <param name="LateBefore">Late by the plan in force.</param>
/// <param name="LateAfter">Late by the repair.</param>
/// <param name="FrozenLoadsPushed">Begun or frozen loads that a disturbance pushed.</param>
public sealed record Stability(int Untouched, int Moved, int Shifted, int Added, int Removed, int LateBefore, int LateAfter, int FrozenLoadsPushed);
