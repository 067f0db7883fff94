namespace PrecastMes.PlcSim.Curing;

/// <summary>How a curing place warms and cools.</summary>
/// <param name="AirLagSeconds">Lag of the place's air behind its setpoint, seconds.</param>
/// <param name="ConcreteLagSeconds">Lag of the concrete, where the probe sits, behind the air, seconds.</param>
/// <param name="RestLagSeconds">Lag towards the resting temperature while nothing heats, seconds.</param>
/// <param name="RestAboveAmbientC">Resting temperature of the place above the hall, ℃: warm neighbours, closed cover.</param>
/// <param name="FreshAboveAmbientC">Fresh concrete above the hall when it comes in, ℃.</param>
/// <param name="BoostC">The air's setpoint goes this far beyond the holding (and below the out) temperature to pull the concrete along, ℃; below 2.</param>
/// <param name="RateShare">Share of the programme's greatest rate that the controller uses, so that readings rounded to 0.1 ℃ keep it, 0–1.</param>
/// <param name="CurveIntervalSeconds">Between two samples of the kept curve, seconds; a multiple of 60.</param>
internal sealed record ThermalConstants(
    double AirLagSeconds,
    double ConcreteLagSeconds,
    double RestLagSeconds,
    double RestAboveAmbientC,
    double FreshAboveAmbientC,
    double BoostC,
    double RateShare,
    int CurveIntervalSeconds);
