namespace PrecastMes.Production.Curing;

/// <summary>A limit on a curing curve.</summary>
/// <param name="Id">What is measured: <c>max-temp</c>, <c>heating-rate</c>, <c>cooling-rate</c> or <c>out-difference</c>.</param>
/// <param name="Clause">Standard and clause that set it.</param>
/// <param name="DeciC">The limit: 0.1 ℃, for rates 0.1 ℃ an hour.</param>
/// <param name="WindowSeconds">Rates are read over this time, seconds; 0 for temperatures.</param>
/// <param name="Breach">What a breach does.</param>
public sealed record CuringLimit(string Id, string Clause, int DeciC, int WindowSeconds, CuringBreach Breach);
