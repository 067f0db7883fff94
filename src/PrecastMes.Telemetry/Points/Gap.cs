namespace PrecastMes.Telemetry;

/// <summary>A loss in a series, on record: so many points of it were produced and not kept.</summary>
/// <param name="Series">The series.</param>
/// <param name="From">Earliest lost point.</param>
/// <param name="To">Latest lost point.</param>
/// <param name="Count">How many, over 0.</param>
public sealed record Gap(string Series, DateTimeOffset From, DateTimeOffset To, long Count);
