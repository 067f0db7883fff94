using PrecastMes.Production;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>Something in a change that can't be meant.</summary>
/// <param name="Member">Where in the change.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Expected">What may stand there.</param>
public sealed record ChangeProblem(string Member, string Value, LocalizedText Expected);
