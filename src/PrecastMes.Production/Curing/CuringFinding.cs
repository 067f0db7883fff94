namespace PrecastMes.Production.Curing;

/// <summary>A rule that a curing curve breaks.</summary>
/// <param name="Rule">Rule's id.</param>
/// <param name="Clause">Standard and clause.</param>
/// <param name="Measured">Measured value, in the limit's unit: 0.1 ℃, 0.1 ℃ an hour or 0.1 MPa.</param>
/// <param name="Limit">Limit, same unit.</param>
/// <param name="Breach">What follows.</param>
public sealed record CuringFinding(string Rule, string Clause, int Measured, int Limit, CuringBreach Breach);
