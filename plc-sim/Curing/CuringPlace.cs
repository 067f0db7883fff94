namespace PrecastMes.PlcSim.Curing;

/// <summary>
/// A compartment's or covered mould's heat, its programme, and the curve it keeps. Two first-order lags: air behind the
/// setpoint, concrete behind the air; the probe sits in the concrete and decides the phases. It steps each 60 s counted
/// from the start of the programme, so what comes out does not depend on when it is asked.
/// </summary>
internal sealed class CuringPlace
{
    private const double StepSeconds = 60;

    /// <summary>How near the concrete must come to a target to have reached it, ℃.</summary>
    private const double ReachedWithinC = 0.5;

    private readonly ThermalConstants constants;
    private readonly Hall hall;
    private readonly List<short> curve = [];
    private CuringProgramme? programme;
    private double airC;
    private double setpointC;
    private double secondsInPhase;
    private DateTimeOffset steppedTo;

    public CuringPlace(ThermalConstants constants, Hall hall, DateTimeOffset at)
    {
        this.constants = constants;
        this.hall = hall;
        steppedTo = at;
        airC = ConcreteC = RestC(at);
    }

    /// <summary>Where the programme is.</summary>
    public CuringPhase Phase { get; private set; }

    /// <summary>Start of the programme; null when empty.</summary>
    public DateTimeOffset? StoredAt { get; private set; }

    /// <summary>When the programme was over; null before.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Temperature of the concrete, ℃; of the air when empty.</summary>
    public double ConcreteC { get; private set; }

    /// <summary>Samples since <see cref="StoredAt"/>, 0.1 ℃, one each interval.</summary>
    public IReadOnlyList<short> Curve => curve;

    /// <summary>Between two samples, seconds.</summary>
    public int CurveIntervalSeconds => constants.CurveIntervalSeconds;

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>True while somebody stopped the place by hand: the setpoint is kept, the programme does not go on.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>A load is here and its programme begins.</summary>
    public void Start(CuringProgramme curingProgramme, DateTimeOffset at)
    {
        if (Phase != CuringPhase.Empty)
        {
            throw new InvalidOperationException($"Programme {curingProgramme.Id} cannot begin in phase {Phase}.");
        }

        programme = curingProgramme;
        steppedTo = at;
        StoredAt = at;
        DoneAt = null;
        // Pallet, forms and concrete weigh far more than the air around them, which takes their temperature.
        ConcreteC = airC = hall.AmbientC(at) + constants.FreshAboveAmbientC;
        Enter(CuringPhase.Preset);
        Sample();
    }

    /// <summary>The load leaves; its curve goes with it.</summary>
    public void Clear(DateTimeOffset at)
    {
        StepTo(at);
        programme = null;
        StoredAt = null;
        DoneAt = null;
        curve.Clear();
        steppedTo = at;
        Enter(CuringPhase.Empty);
    }

    /// <summary>Lives up to an instant.</summary>
    public void StepTo(DateTimeOffset now)
    {
        while (steppedTo.AddSeconds(StepSeconds) <= now)
        {
            steppedTo = steppedTo.AddSeconds(StepSeconds);
            Step();
        }
    }

    /// <summary>What must be kept over a restart.</summary>
    public CuringPlaceState Save() =>
        new(Phase, programme, StoredAt, DoneAt, airC, ConcreteC, setpointC, secondsInPhase, steppedTo, [.. curve]);

    /// <summary>Puts back what was kept.</summary>
    public void Restore(CuringPlaceState state)
    {
        Phase = state.Phase;
        programme = state.Programme;
        StoredAt = state.StoredAt;
        DoneAt = state.DoneAt;
        airC = state.AirC;
        ConcreteC = state.ConcreteC;
        setpointC = state.SetpointC;
        secondsInPhase = state.SecondsInPhase;
        steppedTo = state.SteppedTo;
        curve.Clear();
        curve.AddRange(state.Curve);
        Version++;
    }

    private double RestC(DateTimeOffset at) => hall.AmbientC(at) + constants.RestAboveAmbientC;

    private void Step()
    {
        Version++;
        MoveSetpoint();
        var isHeated = Phase is CuringPhase.Heat or CuringPhase.Hold or CuringPhase.Cool;
        airC = isHeated ? Lag(airC, setpointC, constants.AirLagSeconds) : Lag(airC, RestC(steppedTo), constants.RestLagSeconds);
        ConcreteC = Phase == CuringPhase.Empty ? airC : Lag(ConcreteC, airC, constants.ConcreteLagSeconds);
        if (StoredAt is { } storedAt && (steppedTo - storedAt).TotalSeconds % constants.CurveIntervalSeconds == 0)
        {
            Sample();
        }

        if (programme is not null && !IsFrozen)
        {
            secondsInPhase += StepSeconds;
            Advance(programme);
        }
    }

    private void MoveSetpoint()
    {
        if (programme is null || IsFrozen)
        {
            return;
        }

        var step = constants.RateShare * StepSeconds / 3600;
        setpointC = Phase switch
        {
            CuringPhase.Heat => Math.Min(setpointC + (programme.HeatingRateCPerHour * step), programme.HoldingTempC + constants.BoostC),
            CuringPhase.Hold => programme.HoldingTempC,
            CuringPhase.Cool => Math.Max(setpointC - (programme.CoolingRateCPerHour * step), programme.OutTempC - constants.BoostC),
            _ => setpointC,
        };
    }

    private void Advance(CuringProgramme running)
    {
        switch (Phase)
        {
            case CuringPhase.Preset when secondsInPhase >= running.PresetSeconds:
                Enter(CuringPhase.Heat);
                break;
            case CuringPhase.Heat when ConcreteC >= running.HoldingTempC - ReachedWithinC:
                Enter(CuringPhase.Hold);
                break;
            case CuringPhase.Hold when secondsInPhase >= running.HoldingSeconds:
                Enter(CuringPhase.Cool);
                break;
            case CuringPhase.Cool when ConcreteC <= running.OutTempC:
                Enter(CuringPhase.Done);
                DoneAt = steppedTo;
                break;
            default:
                break;
        }
    }

    private void Enter(CuringPhase phase)
    {
        Phase = phase;
        secondsInPhase = 0;
        setpointC = airC;
        Version++;
    }

    private void Sample() => curve.Add((short)Math.Round(ConcreteC * 10, MidpointRounding.AwayFromZero));

    private static double Lag(double value, double target, double lagSeconds) =>
        value + ((target - value) * (1 - Math.Exp(-StepSeconds / lagSeconds)));
}
