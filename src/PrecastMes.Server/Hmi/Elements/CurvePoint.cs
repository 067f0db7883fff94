using PrecastMes.Production.Curing;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>A point of a temperature curve.</summary>
/// <param name="Hours">Since the programme's start.</param>
/// <param name="TempC">℃.</param>
public sealed record CurvePoint(double Hours, double TempC)
{
    /// <summary>The corners of a programme at its greatest rates: preset, heating, holding, cooling.</summary>
    public static IReadOnlyList<CurvePoint> Of(CuringProgram program, int ambientTempC)
    {
        var heat = program.PresetSeconds / 3600.0;
        var hold = heat + ((double)(program.HoldingTempC - ambientTempC) / program.HeatingRateCPerHour);
        var cool = hold + (program.HoldingSeconds / 3600.0);
        var end = cool + ((double)(program.HoldingTempC - program.OutTempC) / program.CoolingRateCPerHour);
        return
        [
            new CurvePoint(0, ambientTempC),
            new CurvePoint(heat, ambientTempC),
            new CurvePoint(hold, program.HoldingTempC),
            new CurvePoint(cool, program.HoldingTempC),
            new CurvePoint(end, program.OutTempC),
        ];
    }
}
