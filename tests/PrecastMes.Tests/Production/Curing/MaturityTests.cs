using PrecastMes.Production.Curing;

namespace PrecastMes.Tests.Production.Curing;

public sealed class MaturityTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Maturity_is_the_area_between_curve_and_datum()
    {
        // 20 ℃ 2 h, 35 ℃ 2 h, 50 ℃ 6 h, 40 ℃ 1 h, 30 ℃ 1 h = 40 + 70 + 300 + 40 + 30 = 480 ℃·h above 0 ℃;
        // each of the four steps between them is a ramp over one sample instead of a jump, 36 s long here:
        // (20+35)/2 and so on are the mean of both levels, so the sum stays within 0.3 ℃·h.
        short[] levels = [.. Level(200, 2), .. Level(350, 2), .. Level(500, 6), .. Level(400, 1), .. Level(300, 1), 300];
        var curve = new CuringCurve(Start, 36, levels);
        Assert.InRange(Maturity.NurseSaulDeciCHours(curve, 0), 4797, 4803);

        // Above −10 ℃ each of the 12 hours adds 10 ℃·h more: 600.
        Assert.InRange(Maturity.NurseSaulDeciCHours(curve, -100), 5997, 6003);
    }

    [Fact]
    public void Steps_below_the_datum_add_nothing()
    {
        Assert.Equal(0, Maturity.NurseSaulDeciCHours(new CuringCurve(Start, 3600, [-50, -50, -50]), 0));
    }

    [Fact]
    public void Strength_follows_the_hyperbola_with_its_band()
    {
        // C30: Su = 30 + 8 = 38 MPa. M = 328 ℃·h: k(M − M0) = 0.0035 × 298 = 1.043; 38 × 1.043 ÷ 2.043 = 19.4 MPa, ± 15 %.
        var band = CuringRules.Shipped.Strength.At(3280, "C30");
        Assert.Equal(new StrengthBand(164, 194, 223), band);
    }

    [Fact]
    public void Grade_that_is_none_is_told_by_its_name()
    {
        Assert.Contains("'30'", Assert.Throws<ArgumentException>(() => CuringRules.Shipped.Strength.At(0, "30")).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<short> Level(short deciC, int hours) => Enumerable.Repeat(deciC, hours * 100);
}
