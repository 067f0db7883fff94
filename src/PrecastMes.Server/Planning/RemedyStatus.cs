using PrecastMes.Scheduling.Scenarios;

namespace PrecastMes.Server.Planning;

/// <summary>What can be told of a search for remedies.</summary>
/// <param name="Id">The search.</param>
/// <param name="PlanId">The plan whose late floors it looks at.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">Why it was refused or failed; null otherwise.</param>
/// <param name="BudgetSeconds">Time that it was given, real seconds.</param>
/// <param name="Tried">Remedies tried so far.</param>
/// <param name="AtMost">How many it tries at most; 0 before the first.</param>
/// <param name="Found">Late floors and remedies; null until it is over.</param>
public sealed record RemedyStatus(int Id, string PlanId, RemedyState State, string? Reason, double BudgetSeconds, int Tried, int AtMost, Remedies? Found);
