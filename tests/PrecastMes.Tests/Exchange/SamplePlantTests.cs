using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.Exchange;

public sealed class SamplePlantTests
{
    private static readonly Plant Jinhai = PlantFiles.Load(Repository.PathOf("config", "plants", "jinhai")).Value.Plant;

    [Theory]
    [InlineData("jinhai")]
    [InlineData("minimal")]
    public void Shipped_plant_loads_without_a_problem(string plant)
    {
        var loaded = PlantFiles.Load(Repository.PathOf("config", "plants", plant));

        Assert.Empty(loaded.Problems);
        Assert.True(loaded.TryGet(out var configuration));
        Assert.Equal(plant, configuration.Plant.Id);
        Assert.True(configuration.Plant.Fictitious);
        Assert.Contains("虚构", configuration.Plant.Name.Zh, StringComparison.Ordinal);
        Assert.Contains("fictitious", configuration.Plant.Name.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_plant_is_the_line_that_the_documents_describe()
    {
        var line = Assert.Single(Jinhai.CirculationLines);

        Assert.Equal(900, line.TaktSeconds);
        Assert.Equal(60, line.Pallets.Count);
        Assert.Equal(42, line.Chamber.Compartments().Count());
        Assert.Equal(13, line.WetStations.Count);
        Assert.Equal(["S14", "S15", "S16", "S17"], line.DryStations.Select(s => s.Id));
        Assert.Equal(7, Jinhai.Families.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 22, 0, 0, TimeSpan.Zero), PlantFiles.Load(Repository.PathOf("config", "plants", "jinhai")).Value.DemoStart);
    }

    [Fact]
    public void No_station_of_the_sample_line_breaks_the_takt_with_a_full_pallet()
    {
        var line = Jinhai.CirculationLines[0];
        foreach (var family in Jinhai.Families.Where(f => f.LineId == line.Id))
        {
            foreach (var station in (Station[])[.. line.WetStations, .. line.DryStations])
            {
                var work = station.WorkSeconds(family.Code, line.Pallets.MaxElements);
                var batch = station.Id == line.CastingStationId ? line.BatchSeconds : 0;
                Assert.True(batch + work + line.TransferSeconds <= line.TaktSeconds, $"{station.Id} {family.Code}: {batch} + {work} + {line.TransferSeconds}");
            }
        }
    }

    [Fact]
    public void Sample_line_makes_64_pallets_a_day_and_needs_40_of_42_compartments()
    {
        var line = Jinhai.CirculationLines[0];
        var basis = Jinhai.DesignCapacity.Single(c => c.LineId == line.Id);

        // 16 h ÷ 900 s = 64 pallets; 4 an hour.
        Assert.Equal(64, basis.ShiftHoursPerDay * 3600 / line.TaktSeconds);

        // slab 540 min × 60 % + wall 660 min × 40 % = 588 min, + store and retrieve 6 min = 9.9 h; × 4/h = 39.6.
        var seconds = basis.Mix.Sum(s => s.SharePercent * Jinhai.CuringPrograms.Single(
            p => p.Id == Jinhai.Families.Single(f => f.Code == s.FamilyCode).CuringProgramId).NominalSeconds) / 100
            + line.Chamber.StoreSeconds + line.Chamber.RetrieveSeconds;
        Assert.Equal(594 * 60, seconds);
        Assert.Equal(40, (seconds + line.TaktSeconds - 1) / line.TaktSeconds);
    }

    [Fact]
    public void Sample_plant_works_two_shifts_from_monday_to_saturday()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));

        var shifts = Jinhai.Calendar.Between(monday, monday.AddDays(7)).ToList();

        Assert.Equal(12, shifts.Count);
        Assert.Equal("2026-03-02/early", shifts[0].Id);
        Assert.Equal(monday.AddHours(6), shifts[0].Start);
        Assert.Equal("2026-03-07/late", shifts[^1].Id);
    }

    [Fact]
    public void Sample_orders_are_two_labelled_projects_in_two_districts_with_seven_families()
    {
        var orders = ReadOrders();
        var elements = orders.SelectMany(o => o.Elements).ToList();

        Assert.Equal(["HX1", "JN2"], orders.Select(o => o.Project.Id));
        Assert.Equal(["T1-06", "T1-04"], orders.Select(o => o.Project.DistrictId));
        Assert.All(orders, o => Assert.Contains("虚构", o.Project.Name.Zh, StringComparison.Ordinal));
        Assert.All(orders, o => Assert.Contains("fictitious", o.Project.Name.En, StringComparison.Ordinal));
        Assert.InRange(elements.Count, 640, 700);
        Assert.Equal(7, elements.Select(e => e.FamilyCode).Distinct().Count());
        Assert.Equal(elements.Count, elements.Select(e => e.Id).Distinct().Count());
        Assert.InRange(elements.Min(e => e.NeedDate), new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 5));
        Assert.Equal(new DateOnly(2026, 3, 14), elements.Max(e => e.NeedDate));
    }

    [Fact]
    public void Every_mark_of_the_sample_orders_has_a_mould_on_its_line()
    {
        foreach (var element in ReadOrders().SelectMany(o => o.Elements))
        {
            var mould = Assert.Single(Jinhai.MouldTypes, m => m.Marks.Contains(element.Mark));
            Assert.Equal(LineOf(element), mould.LineId);
        }
    }

    private static string LineOf(Element element) => Jinhai.Families.Single(f => f.Code == element.FamilyCode).LineId;

    private static List<PrecastMes.Production.Orders.ProjectOrder> ReadOrders() =>
        [.. ((string[])["HX1.csv", "JN2.csv"]).Select(f => OrderCsv.Read(Repository.PathOf("config", "orders", f), Jinhai).Value)];
}
