namespace PrecastMes.PlcSim.Curing;

/// <summary>A curing place as kept over a restart; names as in <see cref="CuringPlace"/>.</summary>
internal sealed record CuringPlaceState(
    CuringPhase Phase,
    CuringProgramme? Programme,
    DateTimeOffset? StoredAt,
    DateTimeOffset? DoneAt,
    double AirC,
    double ConcreteC,
    double SetpointC,
    double SecondsInPhase,
    DateTimeOffset SteppedTo,
    short[] Curve);
