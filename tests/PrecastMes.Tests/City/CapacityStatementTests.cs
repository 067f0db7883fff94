using PrecastMes.City.Capacity;
using PrecastMes.City.Targets;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.City;

public sealed class CapacityStatementTests
{
    private static readonly Plant Jinhai = PlantFiles.Load(Repository.PathOf("config", "plants", "jinhai")).Value.Plant;

    [Fact]
    public void Slabs_alone_give_the_23_654_m3_a_year_of_the_sample_line()
    {
        // min(16 h ÷ 15 min, 42 × 24 ÷ 9.1 h, 60 × 24 ÷ (17 × 0.25 + 9.1) h) = min(64, 110.77, 107.87) = 64 turns a day;
        // 280 d × 64 × 1.32 m³ × 100 % = 23 654.4 m³.
        var line = Assert.Single(CapacityStatement.Of(With("loop", 100, new CapacityShare("DBS", 100, 1320))).Lines);

        Assert.Equal("takt", line.Binding.Code);
        Assert.Equal([64m, 110.77m, 107.87m], line.Bounds.Select(b => b.TurnsPerDay));
        Assert.Equal(23_654_400, line.PerYear.Litres);
        Assert.Equal(2.36544m, line.PerYear.TenThousandM3);
        Assert.Equal(84_480, line.PerDay.Litres);
        Assert.Equal(42.24m, line.PerShift.M3);
    }

    [Fact]
    public void Chamber_binds_when_it_has_too_few_places()
    {
        // 12 places × 24 h ÷ 9.1 h = 31.65 turns; 280 × 12 × 86 400 ÷ 32 760 × 1.32 = 11 697.23… m³, rounded down to litres.
        var plant = With("loop", 100, new CapacityShare("DBS", 100, 1320));
        var line = plant.CirculationLines[0];
        plant = plant with { CirculationLines = [line with { Chamber = line.Chamber with { Columns = 2, Levels = 6 } }] };

        var capacity = Assert.Single(CapacityStatement.Of(plant).Lines);

        Assert.Equal("chamber", capacity.Binding.Code);
        Assert.Equal(280L * 12 * 86_400 * 1320 / 32_760, capacity.PerYear.Litres);
    }

    [Fact]
    public void Fixed_moulds_make_moulds_times_turns()
    {
        // 9 moulds × 1 turn × 280 d × 90 %: LT 60 % × 740 l + YT 40 % × 700 l → 1 006 992 + 635 040 l.
        var line = CapacityStatement.Of(Jinhai).Lines.Single(l => l.LineId == "fixed");

        Assert.Equal(9, Jinhai.MouldTypes.Where(m => m.LineId == "fixed").Sum(m => m.Count));
        Assert.Equal([1_006_992L, 635_040L], line.Families.Select(f => f.PerYear.Litres));
        Assert.Equal(1_642_032, line.PerYear.Litres);
    }

    [Fact]
    public void Families_add_up_to_lines_and_lines_to_the_plant()
    {
        var statement = CapacityStatement.Of(Jinhai);

        Assert.Equal(statement.PerYear.Litres, statement.Families.Sum(f => f.PerYear.Litres));
        Assert.Equal(statement.PerYear, statement.PerYearOf("concrete"));
        Assert.Equal(0, statement.PerYearOf("steel").Litres);
        Assert.True(statement.Fictitious);
    }

    [Fact]
    public void Every_factor_of_the_formula_is_shown()
    {
        var line = CapacityStatement.Of(Jinhai).Lines.Single(l => l.LineId == "loop");

        Assert.Equal(
            ["workDays", "shiftHours", "takt", "chamberPlaces", "chamberHours", "pallets", "cycleHours", "turns.takt", "turns.chamber", "turns.pallets", "litresPerTurn", "availability"],
            line.Factors.Select(f => f.Code));

        // 64 × 2.506 m³ × 280 × 85 % = 38 171.392 m³.
        Assert.Equal(38_171_392, line.PerYear.Litres);
        Assert.Equal(2.506m, line.Factors.Single(f => f.Code == "litresPerTurn").Value);
        Assert.Equal(9.9m, line.Factors.Single(f => f.Code == "chamberHours").Value);
    }

    [Fact]
    public void Capacity_of_a_week_counts_its_working_days()
    {
        // Monday to Sunday, 6 working days of 280.
        var statement = CapacityStatement.Of(With("loop", 100, new CapacityShare("DBS", 100, 1320)));

        var week = statement.Between(Jinhai.Calendar, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 8));

        Assert.Equal(23_654_400L * 6 / 280, week.Litres);
    }

    [Fact]
    public void Capacity_stands_beside_the_citys_capacity_target_with_its_baseline()
    {
        var targets = CityTargets.Load(Repository.PathOf("config", "city", "tianjin-2018-19-targets.json"));

        var target = CapacityTarget.Of(targets, CapacityStatement.Of(Jinhai));

        // 38 171.392 + 1 642.032 = 39 813.424 m³ = 3.98 万m³ of 100 and 150.
        Assert.Equal([100m, 150m], target.Select(t => t.TargetTenThousandM3!.Value));
        Assert.Equal([3.98m, 2.65m], target.Select(t => t.PlantSharePercent!.Value));
        Assert.All(target, t => Assert.Equal(83, t.BaselineTenThousandM3));
    }

    private static Plant With(string line, int availability, params CapacityShare[] mix) => Jinhai with
    {
        DesignCapacity = [Jinhai.DesignCapacity.Single(c => c.LineId == line) with { AvailabilityPercent = availability, Mix = mix }],
    };
}
