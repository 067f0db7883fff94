using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;
using PrecastMes.Server.Hmi.Lines;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Tests.Hmi;

public sealed class UnitCardTests : BunitContext
{
    private static readonly UnitSnapshot Idle = new(
        "S01", "loop", PackMlState.Idle, "", CommandCode.None, null, "", null, [], 0, 0, 0);

    public UnitCardTests()
    {
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddScoped<ScreenText>();
    }

    [Fact]
    public void A_unit_without_data_looks_different_from_an_idle_one()
    {
        var idle = Card(Idle);
        var unknown = Card(Idle with { State = PackMlState.Undefined });

        Assert.NotEqual(idle.Find("button").ClassName, unknown.Find("button").ClassName);
        Assert.NotEqual(idle.Find(".unit-state").TextContent, unknown.Find(".unit-state").TextContent);
    }

    [Fact]
    public void A_fault_is_told_by_shape_and_words_besides_its_colour()
    {
        var fault = Card(Idle with { State = PackMlState.Stopped, FaultCode = 2 }).Find(".unit-fault").TextContent;

        Assert.StartsWith("▲ ", fault, StringComparison.Ordinal);
        Assert.True(fault.Length > 4, $"The fault has no words: '{fault}'.");
    }

    [Fact]
    public void Another_pallet_than_the_journals_is_pointed_out()
    {
        Assert.Contains("◆P08", Card(Idle with { PalletId = "P07", SeenPalletId = "P08" }).Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("◆", Card(Idle with { PalletId = "P07", SeenPalletId = "P07" }).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_has_a_shape_of_its_own()
    {
        var shapes = Enum.GetValues<PackMlState>().Select(UnitWords.Shape).ToList();

        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }

    private IRenderedComponent<UnitCard> Card(UnitSnapshot unit) => Render<UnitCard>(card => card.Add(c => c.Unit, unit).Add(c => c.Name, "cleaning"));
}
