namespace PrecastMes.Telemetry;

/// <summary>A value of a time series.</summary>
/// <param name="Series">The series, e.g. <c>CH1-C1L1.TempC</c>; a name by unit and signal, so the unit of measure is in it.</param>
/// <param name="At">When it was so, plant time; kept to the microsecond.</param>
/// <param name="Value">The value; NaN when the source had none.</param>
public readonly record struct Point(string Series, DateTimeOffset At, double Value);
