using PrecastMes.City.Capacity;
using PrecastMes.City.Reports;
using PrecastMes.City.Volumes;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.City;

public sealed class BalanceTests
{
    private static readonly Plant Jinhai = PlantFiles.Load(Repository.PathOf("config", "plants", "jinhai")).Value.Plant;
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static readonly PassedRow[] Passed =
    [
        new("E1", "DBS", "T1-06", 605, Monday),
        new("E2", "DBS", "T1-04", 403, Monday),
        new("E3", "WQ", "T1-06", 2402, Monday.AddDays(2)),
        new("E4", "WQ", "T1-06", 2402, Monday.AddDays(9)),
    ];

    [Fact]
    public void Output_of_a_period_adds_up_by_day_family_and_district_down_to_the_elements()
    {
        var report = OutputReport.Of(Monday, Monday.AddDays(2), Passed);

        // 605 + 403 + 2402; E4 passes later.
        Assert.Equal(3410, report.Total.Litres);
        Assert.Equal(3.41m, report.Total.M3);
        Assert.Equal([("2026-03-02", 1008L), ("2026-03-03", 0L), ("2026-03-04", 2402L)], report.Days.Select(d => (d.Key, d.Volume.Litres)));
        Assert.Equal([("DBS", 1008L), ("WQ", 2402L)], report.Families.Select(f => (f.Key, f.Volume.Litres)));
        Assert.Equal([("T1-04", 403L), ("T1-06", 3007L)], report.Districts.Select(d => (d.Key, d.Volume.Litres)));
        Assert.Equal(["E1", "E3"], report.Districts[1].ElementIds);
    }

    [Fact]
    public void Element_that_stands_twice_is_never_counted_twice()
    {
        var failure = Assert.Throws<ArgumentException>(() => OutputReport.Of(Monday, Monday, [Passed[0], Passed[0]]));

        Assert.Contains("E1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_year_of_Beijing_gives_the_capacity_use_that_its_bulletin_prints()
    {
        // 106.9 ÷ (106.9 + 137.37) = 43.76 %, printed as 超四成; 85.02 ÷ (85.02 + 95.53) = 47.09 %, 接近五成.
        Assert.Equal(43.76m, Utilisation.OfSchedule(new ScheduledVolume(1_069_000_000), new SpareVolume(1_373_700_000)).Percent);
        Assert.Equal(47.09m, Utilisation.OfSchedule(new ScheduledVolume(850_200_000), new SpareVolume(955_300_000)).Percent);
    }

    [Fact]
    public void Balance_shows_capacity_scheduled_spare_and_output_apart()
    {
        var statement = CapacityStatement.Of(Jinhai);
        ScheduledRow[] scheduled = [new("E1", "DBS", "T1-06", 605, Monday), new("E3", "WQ", "T1-06", 2402, Monday)];

        var balance = Balance.Of(statement, Jinhai.Calendar, Monday, Monday, scheduled, Passed);

        // A day: loop 38 171 392 ÷ 280 = 136 326 l, fixed 1 642 032 ÷ 280 = 5 864 l, both rounded down.
        Assert.Equal(142_190, balance.Capacity.Litres);
        Assert.Equal(3007, balance.Scheduled.Litres);
        Assert.Equal(142_190 - 3007, balance.Spare.Litres);
        Assert.False(balance.SpareIsDeclared);
        Assert.Equal(1008, balance.Output.Litres);
        Assert.Equal(("U1", 0.71m), (balance.U1.Code, balance.U1.Percent!.Value));
        Assert.Equal(("U2", 2.11m), (balance.U2.Code, balance.U2.Percent!.Value));
    }

    [Fact]
    public void Declared_spare_capacity_is_kept_as_declared()
    {
        var balance = Balance.Of(
            CapacityStatement.Of(Jinhai), Jinhai.Calendar, Monday, Monday, [new("E1", "DBS", "T1-06", 600, Monday)], [], new SpareVolume(400));

        Assert.True(balance.SpareIsDeclared);
        Assert.Equal(60, balance.U2.Percent);
    }

    [Fact]
    public void Day_off_has_no_capacity_and_no_utilisation()
    {
        var sunday = new DateOnly(2026, 3, 8);

        var balance = Balance.Of(CapacityStatement.Of(Jinhai), Jinhai.Calendar, sunday, sunday, [], []);

        Assert.Equal(0, balance.Capacity.Litres);
        Assert.Null(balance.U1.Percent);
    }

    [Fact]
    public void Volumes_of_different_meaning_share_no_arithmetic()
    {
        Type[] volumes = [typeof(CapacityVolume), typeof(ScheduledVolume), typeof(SpareVolume), typeof(OutputVolume)];
        var operators = volumes.SelectMany(v => v.GetMethods().Where(m => m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(operators);
        Assert.All(operators, o => Assert.Single(o.GetParameters().Select(p => p.ParameterType).Distinct()));
        Assert.DoesNotContain(operators, o => o.Name is "op_Implicit" or "op_Explicit");
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputVolume(-1));
    }
}
