using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.RoughLoad;

namespace PrecastMes.Tests.Scheduling.RoughLoad;

/// <summary>
/// Rules of the rough load on the small plant with sixteen hours of curing, from Monday 2 March 2026, 00:00 (week 10). It works 06:00 to
/// 14:00 on all seven days, 56 h a week. What is cast on a day cures overnight, is stripped and inspected the next morning: a mould, a
/// pallet and a compartment each make 7 turns a week, and for a need date (that day, 00:00) casting two days before is the latest.
/// </summary>
public sealed class WeeklyLoadTests
{
    private const int Cure = 16 * 3600;
    private const double Staffed = 56;
    private static readonly DateTimeOffset Monday = SmallPlant.Start(TimeOnly.MinValue);

    // Two moulds × 7 turns = 14 castings a week; 7 slabs are 50 %.
    [Fact]
    public void Moulds_are_full_when_every_unit_is_cast_in_as_often_as_curing_allows()
    {
        var mould = Resource(Count(Slabs(7)), ResourceKind.Mould, "SF").Weeks[0];

        Assert.Equal((336.0, 168.0, 50.0), (mould.CapacityHours, mould.OrderedHours, mould.OrderedPercent));
    }

    // Casting: move in 10 s, batch 30 s, work 200 s, store out 20 s = 260 s; 14 slabs 3,640 s of 56 h.
    [Fact]
    public void A_blocking_station_is_busy_with_moves_and_batch_too()
    {
        var station = Resource(Count(Slabs(14)), ResourceKind.Station, "B").Weeks[0];

        Assert.Equal((Staffed, Math.Round(3640 / 3600.0, 2), 1.8), (station.CapacityHours, station.OrderedHours, station.OrderedPercent));
    }

    // Of 4 pallets and 2 compartments, 28 and 14 turns: 7 slabs, each with a pallet of its own.
    [Fact]
    public void Pallets_and_compartments_turn_like_moulds()
    {
        var load = Count(Slabs(7));

        Assert.Equal(25.0, Resource(load, ResourceKind.Pallet, "L").Weeks[0].OrderedPercent);
        Assert.Equal(50.0, Resource(load, ResourceKind.Chamber, "CH").Weeks[0].OrderedPercent);
    }

    // One gang casts (300 s) and demoulds (300 s): 12 stairs take 2 h of 56. The other prepares them, 600 s each.
    [Fact]
    public void A_crew_has_the_work_of_its_operations()
    {
        var load = Count([.. Enumerable.Range(0, 12).Select(i => SmallPlant.Stair($"T{i}", 8))]);

        Assert.Equal((2.0, 3.6), (Resource(load, ResourceKind.Crew, "X/pour").Weeks[0].OrderedHours, Resource(load, ResourceKind.Crew, "X/pour").Weeks[0].OrderedPercent));
        Assert.Equal((2.0, 56.0), (Resource(load, ResourceKind.Crew, "X/prep").Weeks[0].OrderedHours, Resource(load, ResourceKind.Crew, "X/prep").Weeks[0].CapacityHours));
    }

    // A batch of 30 s for each load, whatever line it is on: 60 slabs and 60 stairs are one hour.
    [Fact]
    public void Lines_share_a_mixer() => Assert.Equal(
        1.0, Resource(Count([.. Slabs(60), .. Enumerable.Range(0, 60).Select(i => SmallPlant.Stair($"T{i}", 8))]), ResourceKind.Mixer, "MX").Weeks[0].OrderedHours);

    // Four hours a day less a break of half an hour make 24.5 h a week for the mixer, E and the crew that prepares; the others keep their 56.
    [Fact]
    public void A_resource_has_the_hours_of_its_own_calendar()
    {
        var load = Count([.. Slabs(2), SmallPlant.Stair("T", 8)], plant: Plant().Give("short", Plant().Day("06:00-10:00", "08:00-08:30"), "MX", "E", "prep"));

        double Capacity(ResourceKind kind, string id) => Resource(load, kind, id).Weeks[0].CapacityHours;
        Assert.Equal((24.5, 24.5, 24.5), (Capacity(ResourceKind.Mixer, "MX"), Capacity(ResourceKind.Station, "E"), Capacity(ResourceKind.Crew, "X/prep")));
        Assert.Equal((Staffed, Staffed, Staffed), (Capacity(ResourceKind.Crew, "X/pour"), Capacity(ResourceKind.Station, "A"), Capacity(ResourceKind.Crane, "CR")));
    }

    // Needed on Tuesday the 10th: cast on Sunday the 8th, week 10. A day later: on Monday, week 11.
    [Theory]
    [InlineData(8, 0, 0)]
    [InlineData(9, 0, 1)]
    [InlineData(9, 1, 0)]
    [InlineData(15, 0, 1)]
    [InlineData(16, 0, 2)]
    public void Demand_stands_in_the_week_of_the_latest_casting(int needDay, int yardLeadDays, int week)
    {
        var load = Count([SmallPlant.Slab("S", needDay)], plant: Plant() with { YardLeadDays = yardLeadDays }, weeks: 3);

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Where(w => load.Families.Single().Weeks[w].Ordered.Pieces == (w == week ? 1 : 0)));
        Assert.Equal(0, load.Overdue);
    }

    // No shift in week 11: what is needed on Monday of week 12 or the day after has to be cast in week 10.
    [Fact]
    public void A_week_off_sends_its_demand_to_the_week_before()
    {
        var off = Enumerable.Range(9, 7).Select(day => new DateOnly(2026, 3, day)).ToList();
        var plant = Plant();
        var load = Count([SmallPlant.Slab("S", 15)], plant: plant with { Calendar = plant.Calendar with { DaysOff = off } }, weeks: 3);

        Assert.Equal(1, load.Families.Single().Weeks[0].Ordered.Pieces);
        Assert.Equal((0.0, 0.0, 0.0), (load.Weeks[1].StaffedHours, Resource(load, ResourceKind.Mould, "SF").Weeks[1].CapacityHours, Resource(load, ResourceKind.Mould, "SF").Weeks[1].OrderedPercent));
    }

    // Needed tomorrow, and curing takes until then: late whatever is done, so it is due now.
    [Fact]
    public void What_is_too_late_already_is_counted_in_the_first_week_and_said()
    {
        var load = Count([SmallPlant.Slab("S", 1), SmallPlant.Slab("T", 2)]);

        Assert.Equal((1, 2.0), (load.Overdue, load.Families.Single().Weeks[0].Ordered.Pieces));
    }

    // Its drawings come on Monday of week 11, after its latest casting: it is cast then, and late.
    [Fact]
    public void What_is_released_too_late_stands_in_the_week_of_its_release()
    {
        var load = Count([SmallPlant.Slab("S", 8) with { ReleaseDate = new DateOnly(2026, 3, 9) }], weeks: 2);

        Assert.Equal((1, 0.0, 1.0), (load.Overdue, load.Families.Single().Weeks[0].Ordered.Pieces, load.Families.Single().Weeks[1].Ordered.Pieces));
    }

    // Eight hours of cleaning take a mould's second day: castings on Monday, Wednesday, Friday and Sunday, 4 × 2 in the week.
    [Fact]
    public void Cleaning_lengthens_a_moulds_turn()
    {
        var plant = Plant();
        var load = Count(Slabs(4), plant: plant with { MouldTypes = [.. plant.MouldTypes.Select(type => type with { CleaningMinutes = 480 })] });

        Assert.Equal(50.0, Resource(load, ResourceKind.Mould, "SF").Weeks[0].OrderedPercent);
    }

    // From Saturday 10:00 the week has 4 + 8 staffed hours and 38 hours in all; a mould can be cast in twice.
    [Fact]
    public void Of_the_running_week_what_is_left_counts()
    {
        var load = Count(Slabs(2), from: Monday.AddDays(5).AddHours(10));

        Assert.Equal(("2026-W10", 12.0), (load.Weeks[0].Name, load.Weeks[0].StaffedHours));
        Assert.Equal((76.0, 50.0), (Resource(load, ResourceKind.Mould, "SF").Weeks[0].CapacityHours, Resource(load, ResourceKind.Mould, "SF").Weeks[0].OrderedPercent));
    }

    // 7 ordered of 14: 50 %. An offer of 8 at 0.5 adds 4: 78.6 %. Taken whole: 15 of 14, 107.1 %.
    [Fact]
    public void An_offer_is_weighted_and_its_whole_is_shown_beside()
    {
        var load = Count(Slabs(7), [new Offer("N", 0.5, Slabs(8, "N"))]);

        var mould = Resource(load, ResourceKind.Mould, "SF").Weeks[0];
        Assert.Equal((50.0, 78.6, 107.1), (mould.OrderedPercent, mould.ExpectedPercent, mould.TakenPercent));
        var family = load.Families.Single().Weeks[0];
        Assert.Equal((7.0, 4.0, 15.0), (family.Ordered.Pieces, family.Offered.Pieces, family.Taken.Pieces));
        Assert.Equal((10.08, 5.76), (family.Ordered.VolumeM3, family.Offered.VolumeM3));
        var over = Assert.Single(load.Overloads, o => o.Kind == ResourceKind.Mould);
        Assert.Equal((null, null, "2026-W10", 107.1, false), (over.OrderedFrom, over.ExpectedFrom, over.TakenFrom, over.PeakPercent, over.EarlierHelps));
    }

    [Fact]
    public void An_offer_leaves_the_load_of_the_orders_as_it_is()
    {
        // Small slabs, four of which share a pallet: an offer must not fill up the orders' pallets.
        Element[] Small(int count, string prefix) => [.. Slabs(count, prefix).Select(e => e with { LengthMm = 2000, WidthMm = 1500, VolumeLitres = 180, WeightKg = 450 })];
        var alone = Count(Small(5, "S"));
        var beside = Count(Small(5, "S"), [new Offer("N", 0.3, Small(6, "N"))]);

        Assert.All(alone.Resources, resource => Assert.Equal(
            resource.Weeks.Select(week => week.OrderedHours), Resource(beside, resource.Kind, resource.Id).Weeks.Select(week => week.OrderedHours)));
    }

    // Moulds and compartments are equally full, and moulds are named first; 12 of 14 turns need 12 × 24 h.
    [Fact]
    public void The_fullest_resource_of_a_family_is_named_with_its_hours()
    {
        var fullest = Count(Slabs(12)).Families.Single().Weeks[0].Fullest!;

        Assert.Equal((ResourceKind.Mould, "SF", 288.0, 85.7), (fullest.Kind, fullest.Id, fullest.FamilyHours, fullest.ExpectedPercent));
    }

    // 14 castings a week: 20 in week 11 are too many, but with week 10 empty 20 of 28 are not. 30 are.
    [Theory]
    [InlineData(14, OfferVerdict.Fits)]
    [InlineData(20, OfferVerdict.FitsEarlier)]
    [InlineData(30, OfferVerdict.TooMuch)]
    public void An_offer_is_judged_by_its_weeks_and_those_before(int pieces, OfferVerdict verdict)
    {
        var load = Count([], [new Offer("N", 0.1, [.. Enumerable.Range(0, pieces).Select(i => SmallPlant.Slab($"N{i}", 15))])], weeks: 2);

        var offer = Assert.Single(load.Offers);
        Assert.Equal((verdict, ResourceKind.Mould, "2026-W11"), (offer.Verdict, offer.Peak!.Kind, offer.Peak.Week));
        Assert.Equal((0.0, Math.Round(100 * pieces / 14.0, 1)), (offer.Peak.OrderedPercent, offer.Peak.Percent));
    }

    // A cast slab keeps its mould for one of the 14 turns and has strip, lift and inspection to come, but no casting.
    [Fact]
    public void What_is_cast_needs_only_the_rest_of_its_way()
    {
        var load = Count([], begun: [new BegunLoad([SmallPlant.Slab("S", 1)], BegunStage.Curing)]);

        Assert.Equal(1, load.Begun);
        Assert.Empty(load.Families);
        Assert.Equal(7.1, Resource(load, ResourceKind.Mould, "SF").Weeks[0].OrderedPercent);
        Assert.Contains(load.Resources, resource => resource is { Kind: ResourceKind.Station, Id: "C" });
        Assert.DoesNotContain(load.Resources, resource => resource.Id is "A" or "B" or "MX");
    }

    [Fact]
    public void What_the_plant_can_not_make_is_named_and_counts_nowhere()
    {
        var load = Count([SmallPlant.Slab("S", 8) with { Mark = "UNKNOWN" }]);

        Assert.Equal("no-mould", Assert.Single(load.Unplanned).ReasonCode);
        Assert.Empty(load.Resources);
    }

    // The fine plan of more slabs than a week holds casts as many in it as the rough load says are 100 %: 14.
    [Fact]
    public void A_full_week_is_what_the_fine_plan_can_cast_in_it()
    {
        var plan = new SmallPlant { Levels = 20, Pallets = 40 };
        var plant = Plant(plan);
        var problem = new PrecastMes.Scheduling.PlanningProblem(plant, Slabs(30), Monday, "T", []);
        var fine = new PrecastMes.Scheduling.DetailedScheduler(TimeProvider.System)
            .Solve(problem, new PrecastMes.Scheduling.PlanningOptions(1, TimeSpan.Zero, null), null, TestContext.Current.CancellationToken);

        var cast = fine.Loads.Count(load => load.Operations.Single(o => o.Operation == "cast").End <= Monday.AddDays(7));

        Assert.Equal(100.0, Resource(Count(Slabs(cast), plant: plant), ResourceKind.Mould, "SF").Weeks[0].OrderedPercent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(105)]
    public void Weeks_are_limited(int weeks) => Assert.Throws<ArgumentException>(() => Count(Slabs(1), weeks: weeks));

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_probability_is_over_0_up_to_1(double probability) =>
        Assert.Throws<ArgumentException>(() => Count([], [new Offer("N", probability, Slabs(1))]));

    [Fact]
    public void An_element_that_stands_twice_is_refused() => Assert.Throws<ArgumentException>(() => Count(Slabs(1), [new Offer("N", 1, Slabs(1))]));

    private static Plant Plant(SmallPlant? small = null)
    {
        var plant = (small ?? new SmallPlant()).Build();
        return plant with { CuringPrograms = [.. plant.CuringPrograms.Select(program => program with { NominalSeconds = Cure })] };
    }

    private static Element[] Slabs(int count, string prefix = "S") => [.. Enumerable.Range(0, count).Select(i => SmallPlant.Slab($"{prefix}{i:00}", 8))];

    private static ResourceLoad Resource(WeeklyLoad load, ResourceKind kind, string id) => load.Resources.Single(r => r.Kind == kind && r.Id == id);

    private static WeeklyLoad Count(
        Element[] ordered, Offer[]? offers = null, Plant? plant = null, DateTimeOffset? from = null, int weeks = 1, BegunLoad[]? begun = null) =>
        WeeklyLoad.Of(
            new RoughProblem(plant ?? Plant(), ordered, offers ?? [], from ?? Monday, weeks) { Begun = begun ?? [] }, TestContext.Current.CancellationToken);
}
