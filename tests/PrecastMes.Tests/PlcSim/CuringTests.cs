using PrecastMes.PlcSim.Curing;

namespace PrecastMes.Tests.PlcSim;

public sealed class CuringTests
{
    private const double Hour = 3600;

    [Theory]
    [InlineData("slab;7200;18;50;14400;18;38", 9.0)]
    [InlineData("wall;9000;15;55;16200;15;40", 11.0)]
    [InlineData("fixed;7200;15;50;18000;15;38", 11.0)]
    public void A_programme_ends_within_its_nominal_time_and_keeps_its_limits(string recipe, double nominalHours)
    {
        var programme = CuringProgramme.Parse(recipe, out _)!;
        var place = NewPlace();
        place.Start(programme, Floor.Start);
        place.StepTo(Floor.Start.AddHours(nominalHours));
        Assert.Equal(CuringPhase.Done, place.Phase);

        // Samples are 300 s apart and rounded to 0.1 ℃: twelve of them are an hour.
        var rates = place.Curve.Zip(place.Curve.Skip(1), (before, after) => (after - before) / 10.0 * 12).ToArray();
        Assert.True(rates.Max() <= programme.HeatingRateCPerHour, $"heats by {rates.Max()} ℃/h");
        Assert.True(-rates.Min() <= programme.CoolingRateCPerHour, $"cools by {-rates.Min()} ℃/h");
        Assert.InRange(place.Curve.Max() / 10.0, programme.HoldingTempC - 0.5, programme.HoldingTempC + 2);

        // Held for the holding time: all samples of that stretch are within 1 ℃ of the holding temperature.
        var held = place.Curve.Count(sample => sample / 10.0 >= programme.HoldingTempC - 1);
        Assert.True(held >= programme.HoldingSeconds / 300, $"{held} samples near the holding temperature");
    }

    [Fact]
    public void Phases_follow_each_other_in_order()
    {
        var place = NewPlace();
        place.Start(Slab(), Floor.Start);
        var seen = new List<CuringPhase>();
        for (var minute = 0; minute <= 10 * 60; minute++)
        {
            place.StepTo(Floor.Start.AddMinutes(minute));
            if (seen.LastOrDefault() != place.Phase)
            {
                seen.Add(place.Phase);
            }
        }

        Assert.Equal([CuringPhase.Preset, CuringPhase.Heat, CuringPhase.Hold, CuringPhase.Cool, CuringPhase.Done], seen);
    }

    [Fact]
    public void The_preset_is_not_heated()
    {
        var place = NewPlace();
        place.Start(Slab(), Floor.Start);
        place.StepTo(Floor.Start.AddSeconds(7200));

        // Two hours towards a rest 2 ℃ above the fresh concrete, lag 4 h: at most 2 × (1 − e^−0.5) ≈ 0.8 ℃, the hall's swing 2 ℃ more.
        Assert.InRange(place.Curve[^1] - place.Curve[0], 0, 28);
        Assert.Equal((7200 / 300) + 1, place.Curve.Count);
    }

    [Fact]
    public void What_comes_out_does_not_depend_on_when_it_is_asked()
    {
        var often = NewPlace();
        var seldom = NewPlace();
        often.Start(Slab(), Floor.Start);
        seldom.Start(Slab(), Floor.Start);
        for (var second = 0; second <= 12 * Hour; second += 7)
        {
            often.StepTo(Floor.Start.AddSeconds(second));
        }

        often.StepTo(Floor.Start.AddHours(12));
        seldom.StepTo(Floor.Start.AddHours(12));
        Assert.Equal(often.Curve, seldom.Curve);
        Assert.Equal(often.DoneAt, seldom.DoneAt);
    }

    [Fact]
    public void After_the_programme_it_cools_slowly_towards_the_hall_and_the_curve_goes_on()
    {
        var place = NewPlace();
        place.Start(Slab(), Floor.Start);
        place.StepTo(Floor.Start.AddHours(9));
        var samples = place.Curve.Count;
        Assert.InRange(place.ConcreteC, 30, 38.1);
        place.StepTo(Floor.Start.AddHours(24));

        // 15 h of twelve samples each.
        Assert.Equal(samples + (15 * 12), place.Curve.Count);
        Assert.InRange(place.ConcreteC, 18, 27);
    }

    [Fact]
    public void The_hall_is_warmest_at_its_hour()
    {
        var hall = new Hall(18, 3, TimeSpan.FromHours(7));
        Assert.Equal(21, hall.AmbientC(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero)), 6);
        Assert.Equal(15, hall.AmbientC(new DateTimeOffset(2026, 3, 2, 19, 0, 0, TimeSpan.Zero)), 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("slab;7200;18;50;14400;18")]
    [InlineData("slab;x;18;50;14400;18;38")]
    [InlineData("slab;7200;0;50;14400;18;38")]
    [InlineData("slab;7200;18;50;14400;18;NaN")]
    [InlineData("slab;7200;18;50;14400;18;60")]
    public void A_bad_recipe_is_refused_with_words(string recipe)
    {
        Assert.Null(CuringProgramme.Parse(recipe, out var problems));
        Assert.Contains("curing recipe", problems, StringComparison.Ordinal);
    }

    private static CuringProgramme Slab() => CuringProgramme.Parse(Floor.SlabRecipe, out _)!;

    private static CuringPlace NewPlace()
    {
        var config = Floor.Read("jinhai");
        return new CuringPlace(config.Chamber!.Thermal, config.Hall, Floor.Start);
    }
}
