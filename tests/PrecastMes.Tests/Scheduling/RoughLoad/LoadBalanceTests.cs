using CsCheck;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.RoughLoad;

namespace PrecastMes.Tests.Scheduling.RoughLoad;

/// <summary>Nothing is lost or counted twice, whatever is ordered and offered.</summary>
public sealed class LoadBalanceTests
{
    // What binary fractions leave where a figure lies just between two.
    private const double Fraction = 1e-9;

    private static readonly Gen<(int Day, bool Stair, int Size)[]> Pieces = Gen.Select(Gen.Int[-20, 90], Gen.Bool, Gen.Int[1, 4]).Array[0, 40];

    [Fact]
    public void Weeks_and_what_is_later_add_up_to_the_elements() => Gen.Select(Pieces, Pieces, Gen.Double[0.01, 1], Gen.Int[1, 9], Gen.Int[0, 20_000]).Sample((ordered, offered, probability, weeks, minutes) =>
    {
        Element[] orders = Elements(ordered, "S"), offer = Elements(offered, "N");
        var load = WeeklyLoad.Of(
            new RoughProblem(new SmallPlant().Build(), orders, [new Offer("N", probability, offer)], SmallPlant.Start(TimeOnly.MinValue).AddMinutes(minutes), weeks), CancellationToken.None);

        Assert.Equal(orders.Length, load.Later + Sum(load, week => week.Ordered.Pieces), 3);
        Assert.Equal(offer.Length, load.Offers[0].Later + load.Offers[0].Whole.Pieces, 3);
        Assert.Equal(load.Offers[0].Whole.Pieces, Sum(load, week => week.Taken.Pieces - week.Ordered.Pieces), 3);

        // The weighted figures of each week and of both families are rounded to a thousandth.
        var rounding = (0.0005 * weeks * 2) + Fraction;
        Assert.InRange((load.Offers[0].Whole.Pieces * probability) - Sum(load, week => week.Offered.Pieces), -rounding, rounding);
        if (load.Later == 0)
        {
            Assert.Equal(orders.Sum(e => e.VolumeLitres) / 1000.0, Sum(load, week => week.Ordered.VolumeM3), 3);

            // Every stair takes 600 s of one gang, in whatever week: to the hundredth of an hour of each.
            var gang = load.Resources.FirstOrDefault(r => r.Id == "X/prep")?.Weeks.Sum(week => week.OrderedHours) ?? 0;
            Assert.InRange(gang - (ordered.Count(piece => piece.Stair) * 600 / 3600.0), -(0.005 * weeks) - Fraction, (0.005 * weeks) + Fraction);
        }
    });

    private static double Sum(WeeklyLoad load, Func<FamilyWeek, double> figure) => load.Families.Sum(family => family.Weeks.Sum(figure));

    private static Element[] Elements((int Day, bool Stair, int Size)[] pieces, string prefix) =>
        [.. pieces.Select((piece, i) => piece.Stair
            ? SmallPlant.Stair($"{prefix}{i}", piece.Day)
            : SmallPlant.Slab($"{prefix}{i}", piece.Day) with { LengthMm = 8000 / piece.Size, VolumeLitres = 1440 / piece.Size, WeightKg = 3600 / piece.Size })];
}
