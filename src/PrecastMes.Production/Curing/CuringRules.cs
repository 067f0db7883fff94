using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrecastMes.Production.Curing;

/// <summary>The rules that let a load leave its curing place, as data with version and effective date.</summary>
/// <param name="Version">Version of this rule set.</param>
/// <param name="EffectiveFrom">First day it holds.</param>
/// <param name="Limits">Limits on the curve.</param>
/// <param name="Strength">Strength estimate.</param>
public sealed record CuringRules(string Version, DateOnly EffectiveFrom, IReadOnlyList<CuringLimit> Limits, StrengthModel Strength)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The rule set that the product ships, <c>curing-rules.json</c> next to this type.</summary>
    public static CuringRules Shipped { get; } = Read();

    /// <summary>Judges a curve at the moment when the load would leave.</summary>
    /// <param name="curve">Temperature history, whole.</param>
    /// <param name="program">Programme it was to follow.</param>
    /// <param name="concreteGrade">Strength grade.</param>
    /// <param name="ambientDeciC">Temperature where the load goes, 0.1 ℃.</param>
    public CuringVerdict Judge(CuringCurve curve, CuringProgram program, string concreteGrade, int ambientDeciC)
    {
        var maturity = Maturity.NurseSaulDeciCHours(curve, Strength.DatumDeciC);
        var strength = Strength.At(maturity, concreteGrade);
        var findings = new List<CuringFinding>();
        if (strength.LowDeciMpa < program.DemouldStrengthMpa * 10)
        {
            findings.Add(new CuringFinding("strength", "JGJ 1-2014 11.3.6", strength.LowDeciMpa, program.DemouldStrengthMpa * 10, CuringBreach.Wait));
        }

        foreach (var limit in Limits)
        {
            var worst = Measure(limit, curve, ambientDeciC);
            if (worst > limit.DeciC)
            {
                findings.Add(new CuringFinding(limit.Id, limit.Clause, worst, limit.DeciC, limit.Breach));
            }
        }

        return new CuringVerdict(maturity, strength, findings);
    }

    private static int Measure(CuringLimit limit, CuringCurve curve, int ambientDeciC)
    {
        var temps = curve.TempsDeciC;
        if (temps.Count == 0)
        {
            return int.MinValue;
        }

        return limit.Id switch
        {
            "max-temp" => temps.Max(),
            "out-difference" => temps[^1] - ambientDeciC,
            "heating-rate" => SteepestPerHour(curve, limit.WindowSeconds, +1),
            "cooling-rate" => SteepestPerHour(curve, limit.WindowSeconds, -1),
            _ => throw new InvalidOperationException($"Curing limit '{limit.Id}' is none of max-temp, out-difference, heating-rate, cooling-rate."),
        };
    }

    private static int SteepestPerHour(CuringCurve curve, int windowSeconds, int sign)
    {
        var span = Math.Max(1, windowSeconds / curve.IntervalSeconds);
        var steepest = int.MinValue;
        for (var i = span; i < curve.TempsDeciC.Count; i++)
        {
            var rise = sign * (curve.TempsDeciC[i] - curve.TempsDeciC[i - span]);
            steepest = Math.Max(steepest, rise * 3600 / (span * curve.IntervalSeconds));
        }

        return steepest;
    }

    private static CuringRules Read()
    {
        using var stream = typeof(CuringRules).Assembly.GetManifestResourceStream("PrecastMes.Production.Curing.curing-rules.json")
            ?? throw new InvalidOperationException("The resource curing-rules.json is missing from the assembly.");
        return JsonSerializer.Deserialize<CuringRules>(stream, Json)
            ?? throw new InvalidOperationException("The resource curing-rules.json is empty.");
    }
}
