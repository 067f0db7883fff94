namespace PrecastMes.Execution;

/// <summary>Why a command was not carried out: a value, never an exception.</summary>
/// <param name="Code">Stable word for programs, e.g. <c>unknown-plan</c>.</param>
/// <param name="Detail">Names and values, in English.</param>
public sealed record Refusal(string Code, string Detail);
