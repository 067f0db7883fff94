using PrecastMes.City.Targets;

namespace PrecastMes.Tests.City;

public sealed class CityTargetsTests
{
    private static readonly CityTargets Tianjin = CityTargets.Load(Repository.PathOf("config", "city", "tianjin-2018-19-targets.json"));

    [Fact]
    public void Plan_of_Tianjin_has_13_areas_8_industry_targets_and_21_figures_of_prose()
    {
        Assert.Equal("津建科〔2018〕19号", Tianjin.Document.Number);
        Assert.Equal([13, 8], Tianjin.Tables.Select(t => t.Rows.Count));
        Assert.Equal(21, Tianjin.TextFigures.Count);
        Assert.All(Tianjin.TextFigures, f => Assert.NotEmpty(f.QuoteZh));
    }

    [Fact]
    public void Empty_cell_of_the_plan_reads_not_set_and_is_not_zero()
    {
        // Table 1 has a value for 2025 in its first row only; table 2 has none for green materials in 2020.
        Assert.Equal(100, Tianjin.Row("T1-01")!.In(2025)!.Value);
        Assert.Equal(12, Tianjin.Tables[0].Rows.Count(r => r.In(2025)!.Value is null));
        Assert.Equal("not set in the plan", Tianjin.Row("T2-04")!.In(2020)!.Shown.En);
        Assert.Equal("规划未设定", Tianjin.Row("T1-04")!.In(2025)!.Shown.Zh);
    }

    [Fact]
    public void Industry_targets_are_anticipatory_and_areas_have_no_attribute()
    {
        Assert.All(Tianjin.Tables[1].Rows, r => Assert.True(r.IsAnticipatory));
        Assert.All(Tianjin.Tables[0].Rows, r => Assert.Null(r.AttributeZh));
    }

    [Fact]
    public void Concrete_capacity_goes_from_83_to_100_to_150()
    {
        Assert.Equal(83, Tianjin.Figure("B-02")!.Value);
        Assert.Equal([100, 150], Tianjin.Row("T2-07")!.Values.Select(v => v.Value!.Value));
        Assert.Equal("滨海新区 核心区", Tianjin.Row("T1-06")!.Name.Zh);
    }

    [Fact]
    public void Target_file_with_an_unknown_member_is_refused_with_its_place()
    {
        var path = Path.GetTempFileName();
        try
        {
            var whole = File.ReadAllText(Repository.PathOf("config", "city", "tianjin-2018-19-targets.json"));
            File.WriteAllText(path, whole.Replace("\"outlook_year\"", "\"outlook_yaer\"", StringComparison.Ordinal));

            var failure = Assert.Throws<InvalidDataException>(() => CityTargets.Load(path));

            Assert.Contains("outlook_yaer", failure.Message, StringComparison.Ordinal);
            Assert.Contains("line 14", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Value_that_is_not_what_the_plan_prints_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            var whole = File.ReadAllText(Repository.PathOf("config", "city", "tianjin-2018-19-targets.json"));
            var at = whole.IndexOf("\"value\": null", StringComparison.Ordinal);
            File.WriteAllText(path, string.Concat(whole.AsSpan(0, at), "\"value\": 100", whole.AsSpan(at + "\"value\": null".Length)));

            Assert.Contains("T1-02", Assert.Throws<InvalidDataException>(() => CityTargets.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
