using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Stations, crews and mixers with calendars of their own, in seconds from the plan's start, which is 06:00 where nothing else is said.</summary>
public sealed class ResourceCalendarTests
{
    private static Plan Slab(Func<Plant, Plant> working, TimeOnly? from = null, int overtime = 0) =>
        new SmallPlant { Working = working, OvertimeMinutes = overtime }.Solve([SmallPlant.Slab("a")], from);

    private static Plan Stair(Func<Plant, Plant> working, TimeOnly? from = null) => new SmallPlant { Working = working }.Solve([SmallPlant.Stair("a")], from);

    private static (int Start, int End) Batch(Plan plan) => (SmallPlant.Second(plan, plan.Loads[0].Batch.Start), SmallPlant.Second(plan, plan.Loads[0].Batch.End));

    // The slab is lifted at 1600; E begins at 07:00, F works by the plant's calendar.
    [Fact]
    public void Station_begins_when_its_own_calendar_does()
    {
        var plan = Slab(plant => plant.Give("late", plant.Day("07:00-15:00"), "E"));

        Assert.Equal((3600, 3650), SmallPlant.Times(plan, plan.Loads[0], "final"));
        Assert.Equal((3650, 3700), SmallPlant.Times(plan, plan.Loads[0], "yard"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // A is reached at 10 and works 50 s until the break at 60, 10 min long, and 50 s from 660.
    [Fact]
    public void Work_that_may_be_interrupted_stops_for_a_break()
    {
        var plan = Slab(plant => plant.Give("pause", plant.Day("06:00-14:00", "06:01-06:11"), "A"));

        Assert.Equal((10, 710), SmallPlant.Times(plan, plan.Loads[0], "clean"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // Cast from 150 it would take until 350, but B has a break from 300 to 1200. The mixer has none: mixed 1170–1200. An hour of overtime at the
    // end of the shift is none before the break.
    [Fact]
    public void Work_in_one_piece_lies_before_or_behind_a_break()
    {
        var plan = Slab(plant => plant.Give("pause", plant.Day("06:00-14:00", "06:05-06:20") with { OvertimeMinutes = 60 }, "B"));

        Assert.Equal((1170, 1200), Batch(plan));
        Assert.Equal((1200, 1400), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // The slab is at B at 120, when the mixer pauses for 8 min: mixed 600–630.
    [Fact]
    public void Mixer_pauses()
    {
        var plan = Slab(plant => plant.Give("mix", plant.Day("06:00-14:00", "06:02-06:10"), "MX"));

        Assert.Equal((600, 630), Batch(plan));
        Assert.Equal((630, 830), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // The mixer works until 10:00. At 09:59 the way to B takes 120 s, 60 too many: mixed at 06:00, 20 h 1 min on.
    [Fact]
    public void Nothing_is_cast_when_the_mixer_has_gone_home()
    {
        var plan = Slab(plant => plant.Give("mix", plant.Day("06:00-10:00"), "MX"), new TimeOnly(9, 59));

        Assert.Equal((72_060, 72_090), Batch(plan));
    }

    // A trowel behind casting begins at 06:10. Mixing 30, casting 200 and the move 10 before it: mixed from 360 on.
    [Fact]
    public void Concrete_is_mixed_so_that_the_work_behind_casting_need_not_wait()
    {
        var plan = Slab(plant =>
        {
            var line = plant.CirculationLines[0];
            var trowel = line.WetStations[1] with { Id = "T", Operation = "trowel", BaseSeconds = 100 };
            return (plant with { CirculationLines = [line with { WetStations = [.. line.WetStations, trowel] }] }).Give("late", plant.Day("06:10-14:00"), "T");
        });

        Assert.Equal((360, 390), Batch(plan));
        Assert.Equal((600, 700), SmallPlant.Times(plan, plan.Loads[0], "trowel"));
    }

    // From 13:56 casting runs 150–350 and the plant's shift ends at 240. The plant has no overtime, B two minutes.
    [Fact]
    public void Overtime_is_that_of_the_station()
    {
        var plan = Slab(plant => plant.Give("longer", plant.Day("06:00-14:00") with { OvertimeMinutes = 2 }, "B"), new TimeOnly(13, 56));

        Assert.Equal((150, 350), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal(110 / 3600.0, plan.Kpi.OvertimeHours, 4);
    }

    // C begins at 08:00. The first slab stands there from 1390 on and is stripped 7200–7300; it leaves until 7310, and only then the crane brings the second.
    [Fact]
    public void Pallet_stands_at_a_station_until_that_works()
    {
        var plan = new SmallPlant { Working = plant => plant.Give("late", plant.Day("08:00-16:00"), "C") }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        Assert.Equal((7200, 7300), SmallPlant.Times(plan, plan.Loads[0], "strip"));
        Assert.Equal(7310, SmallPlant.Second(plan, plan.Loads[1].Curing.RetrieveStart));
        Assert.Equal((7330, 7430), SmallPlant.Times(plan, plan.Loads[1], "strip"));
    }

    // B works ten minutes a day and casts 200 s and 150 s for each element: 500 s for two, 650 for three, although four small slabs fit on a pallet.
    [Fact]
    public void Pallet_takes_no_more_elements_than_can_be_cast_in_one_piece()
    {
        var plan = new SmallPlant
        {
            Moulds = 9,
            Working = plant =>
            {
                var line = plant.CirculationLines[0];
                return (plant with { CirculationLines = [line with { WetStations = [line.WetStations[0], line.WetStations[1] with { PerElementSeconds = 150 }] }] }).Give("short", plant.Day("06:10-06:20"), "B");
            },
        }.Solve([.. Enumerable.Range(0, 3).Select(i => SmallPlant.Slab($"s{i}") with { LengthMm = 2000, WidthMm = 1000 })]);

        Assert.Equal([2, 1], plan.Loads.Select(load => load.Elements.Count).OrderDescending());
        Assert.Equal((600, 1100), SmallPlant.Times(plan, plan.Loads.Single(load => load.Elements.Count == 2), "cast") is var two && two.Start < 86_400 ? two : (two.Start - 86_400, two.End - 86_400));
    }

    // From 05:00, an hour before the plant: the crew that prepares comes then, 0–600. Mixer and casting crew come at 06:00: mixed 3600–3630.
    [Fact]
    public void Crew_begins_before_the_plant()
    {
        var plan = Stair(plant => plant.Give("early", plant.Day("05:00-13:00"), "prep"), new TimeOnly(5, 0));

        Assert.Equal((0, 600), SmallPlant.Times(plan, plan.Loads[0], "prepare"));
        Assert.Equal((3600, 3630), Batch(plan));
        Assert.Equal((3630, 3930), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // Mixer early too, casting crew by the plant: it need not be there while is mixed, 3570–3600.
    [Fact]
    public void Concrete_is_ready_when_the_crew_comes()
    {
        var plan = Stair(plant => plant.Give("early", plant.Day("05:00-13:00"), "prep", "MX"), new TimeOnly(5, 0));

        Assert.Equal((3570, 3600), Batch(plan));
        Assert.Equal((3600, 3900), SmallPlant.Times(plan, plan.Loads[0], "cast"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // The crew works 06:00–14:00, demoulding is done 12:00–20:00: both from 12:00, 21,600, on. Cured at 1930.
    [Fact]
    public void Operation_in_a_mould_is_done_when_it_and_its_crew_have_time()
    {
        var plan = Stair(plant => plant.Give("noon", plant.Day("12:00-20:00"), "demould"));

        Assert.Equal((21_600, 21_900), SmallPlant.Times(plan, plan.Loads[0], "demould"));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // Lifted at 1600 on Monday, 2 March: E is off that day and works on Tuesday at 06:00, 86,400 s on.
    [Theory]
    [InlineData("off", 86_400)]
    [InlineData("tuesdays", 86_400)]
    [InlineData("tuesdays and that Monday", 1600)]
    public void Days_are_those_of_the_station(string days, int start)
    {
        DateOnly monday = new(2026, 3, 2);
        var plan = Slab(plant => plant.Give("own", days == "off" ? plant.Day("06:00-14:00") with { DaysOff = [monday] }
            : plant.Day("06:00-14:00") with { WorkDays = [DayOfWeek.Tuesday], ExtraDays = days == "tuesdays" ? [] : [monday] }, "E"));

        Assert.Equal(start, SmallPlant.Times(plan, plan.Loads[0], "final").Start);
    }

    // The crew that prepares comes for two hours a day: 12 stairs of 600 s. The 13th is prepared on Tuesday until 87,000, then batch 30, cast 300,
    // cure 1000, demould 300, final 50: 88,680. Two mould types share the crew, so that neither alone says so.
    [Fact]
    public void Bound_of_a_crew_counts_its_own_hours()
    {
        var plan = new SmallPlant
        {
            FixedMoulds = 20,
            Working = plant => (plant with { MouldTypes = [.. plant.MouldTypes, plant.MouldTypes[1] with { Id = "LU", Marks = ["M4"] }] }).Give("short", plant.Day("06:00-08:00"), "prep"),
        }.Solve([.. Enumerable.Range(0, 13).Select(i => SmallPlant.Stair($"t{i}") with { Mark = i % 2 == 0 ? "M2" : "M4" })]);

        Assert.Equal(88_680 / 3600.0, plan.Kpi.MakespanHours, 4);
        Assert.Equal(plan.Kpi.MakespanHours, plan.Kpi.LowerBound, 3);
        Assert.Equal("crew prep, 1 gang", plan.Kpi.BoundFrom);
    }

    // 60 slabs, cast once every 560 s (see LowerBoundTests): in a day of 28,800 s 51 of them. E, 600 s each, has from noon on 2 h a day: 12 of them.
    // No order finishes all before the fifth day; a bound that took E for staffed all day would stop on the second.
    [Fact]
    public void Bound_of_a_station_counts_its_own_hours()
    {
        var plan = new SmallPlant
        {
            Moulds = 99, Pallets = 99, Levels = 99, CastSeconds = 500,
            Working = plant =>
            {
                var line = plant.CirculationLines[0];
                return (plant with { CirculationLines = [line with { FinishingStations = [line.FinishingStations[0] with { BaseSeconds = 600 }, line.FinishingStations[1]] }] })
                    .Give("noon", plant.Day("12:00-14:00"), "E");
            },
        }.Solve([.. Enumerable.Range(0, 60).Select(i => SmallPlant.Slab($"s{i}"))]);

        // 60 × 600 s = 36,000 s: four whole days of 7,200 s and all of the fifth, which ends at 14:00, 4 × 86,400 + 28,800.
        Assert.Equal(374_400 / 3600.0, plan.Kpi.MakespanHours, 4);
        Assert.Equal(plan.Kpi.MakespanHours, plan.Kpi.LowerBound, 3);
        Assert.Equal("station E", plan.Kpi.BoundFrom);
    }

    // B works 06:10–06:16. A batch of 30 s is mixed before that, cast 600–750, stored 770, the next moves 780, is mixed 810 and cast 960: two a day. Four
    // slabs are cast by 86,400 + 960, then store 20, cure 1000, retrieve 20, strip 100, move 10, lift 100, final 50: 88,660. Were the batches of B's time,
    // 4 × (150 + 30 batch + 30 moves) − 30 = 810 s would not fit into two days of 360 + 30, and the bound would be over the plan.
    [Fact]
    public void Bound_of_the_casting_station_leaves_out_batches_of_a_mixer_with_other_hours()
    {
        var plan = new SmallPlant { Moulds = 99, Pallets = 99, Levels = 99, CastSeconds = 150, Working = plant => plant.Give("short", plant.Day("06:10-06:16"), "B") }
            .Solve([.. Enumerable.Range(0, 4).Select(i => SmallPlant.Slab($"s{i}"))]);

        Assert.Equal(88_660 / 3600.0, plan.Kpi.MakespanHours, 4);
        Assert.True(plan.Kpi.LowerBound <= plan.Kpi.MakespanHours, $"{plan.Kpi.BoundFrom}: {plan.Kpi.LowerBound} h");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Bound_is_never_above_what_a_search_finds(int seed)
    {
        for (var round = 0; round < 12; round++)
        {
            var random = new Random((seed * 100) + round);
            var plant = new SmallPlant
            {
                Moulds = random.Next(1, 6),
                FixedMoulds = random.Next(1, 4),
                Pallets = random.Next(1, 8),
                Levels = random.Next(1, 5),
                OvertimeMinutes = random.Next(3) * 2,
                CastSeconds = random.Next(50, 1200),
                Working = OwnCalendars.Drawn(random),
            };
            Element[] elements =
            [
                .. Enumerable.Range(0, random.Next(1, 20)).Select(i => SmallPlant.Slab($"s{i}", random.Next(0, 3)) with { LengthMm = random.Next(8, 88) * 100, WidthMm = random.Next(5, 33) * 100 }),
                .. Enumerable.Range(0, random.Next(1, 12)).Select(i => SmallPlant.Stair($"t{i}", random.Next(0, 3))),
            ];

            var plan = plant.Solve(elements, new TimeOnly(random.Next(6, 14), random.Next(60)), iterations: 100);

            Assert.True(plan.Kpi.LowerBound <= plan.Kpi.Objective, $"round {round}: bound {plan.Kpi.LowerBound} over {plan.Kpi.Objective} from {plan.Kpi.BoundFrom}");
        }
    }
}
