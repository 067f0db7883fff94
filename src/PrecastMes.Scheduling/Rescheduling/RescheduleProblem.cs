using PrecastMes.Production;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>Something in a request that can't be meant.</summary>
/// <param name="Path">Where, e.g. <c>disturbances[2].unit</c>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Expected">What may stand there.</param>
public sealed record RescheduleProblem(string Path, string Value, LocalizedText Expected);
