namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>One row of the table: what was found for an instance, what nobody can undercut (null: no bound), and the seconds it took.</summary>
internal sealed record Measured(string Instance, double Value, double? Bound, double Seconds);
