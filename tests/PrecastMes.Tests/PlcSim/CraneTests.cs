using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class CraneTests
{
    private readonly Floor floor = new();

    public CraneTests() => floor.Place("P01", "S13");

    [Fact]
    public void Storing_takes_the_way_to_the_compartment_and_starts_the_programme_there()
    {
        floor.Send("SC1", CommandCode.Store, "P01", "S13", "CH1-C3L4", recipe: Floor.SlabRecipe);
        floor.ScanAt(0);
        floor.ScanAt(49);
        Assert.Equal("P01", floor["S13"].PalletId);

        // It stands at the hand-over place: 50 s to draw the pallet on. From then on the station is free.
        floor.ScanAt(50);
        Assert.Equal("", floor["S13"].PalletId);
        Assert.Equal("P01", floor["SC1"].PalletId);

        // 3 columns × 9 s = 27 s beat 3 levels × 7 s = 21 s; 50 + 27 + 50 = 127 s.
        floor.ScanAt(126);
        Assert.Equal("", floor.Plant.Chamber!.Find("CH1-C3L4")!.PalletId);
        floor.ScanAt(130);
        var place = floor.Plant.Chamber.Find("CH1-C3L4")!;
        Assert.Equal(127, Floor.Since(floor["SC1"].EndedAt));
        Assert.Equal("P01", place.PalletId);
        Assert.Equal(CuringPhase.Preset, place.Heat.Phase);
        Assert.Equal(127, Floor.Since(place.Heat.StoredAt!.Value));
    }

    [Fact]
    public void Retrieving_starts_from_where_the_crane_stands_and_takes_the_curve_along()
    {
        Store();
        floor.ScanAt(10 * 3600);
        floor.Send("SC1", CommandCode.Retrieve, "P01", "CH1-C3L4", "S14");
        floor.ScanAt(36_000);
        var place = floor.Plant.Chamber!.Find("CH1-C3L4")!;
        Assert.Equal(CuringPhase.Done, place.Heat.Phase);
        floor.ScanAt(36_049);
        Assert.NotEmpty(place.Heat.Curve);

        // It stands before the compartment: 50 s to draw on, 27 s back, 50 s to push off.
        floor.ScanAt(36_050);
        Assert.Empty(place.Heat.Curve);
        Assert.Equal(CuringPhase.Empty, place.Heat.Phase);
        Assert.Equal("", place.PalletId);
        floor.ScanAt(36_127);
        Assert.Equal("P01", floor["S14"].PalletId);
        Assert.Equal("done", Assert.Single(floor.Events, happened => happened is { Event: "retrieve", Phase: "start" }).CuringPhase);
    }

    [Fact]
    public void The_sample_s_cycles_average_somewhat_below_the_nominal_180_seconds()
    {
        var random = new Random(3);
        var travel = floor.Config.Chamber!.Crane.Travel;
        var position = (Column: 0, Level: 1);
        var cycles = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var place = (Column: random.Next(1, 7), Level: random.Next(1, 8));
            var (from, to) = i % 2 == 0 ? ((0, 1), place) : (place, (0, 1));
            cycles.Add(travel.Between(position, from) + travel.PickSeconds + travel.Between(from, to) + travel.PutSeconds);
            position = to;
        }

        Assert.InRange(cycles.Average(), 140, 180);

        // Farthest: column 6 is 54 s from the hand-over place; 54 + 50 + 54 + 50 = 208.
        Assert.True(cycles.Max() <= 208);
    }

    [Theory]
    [InlineData("P02", "S13", "CH1-C1L1", Floor.SlabRecipe, "carrier P02 is not at S13 (P01)")]
    [InlineData("P01", "S12", "CH1-C1L1", Floor.SlabRecipe, "SC1 stores from S13, not from S12")]
    [InlineData("P01", "S13", "CH1-C9L1", Floor.SlabRecipe, "CH1-C9L1 is no compartment of CH1")]
    [InlineData("P01", "S13", "CH1-C1L1", "slab", "curing recipe \"slab\" is not id;presetS;heatC/h;holdC;holdS;coolC/h;outC")]
    public void A_store_that_cannot_be_is_refused(string pallet, string source, string target, string recipe, string reason)
    {
        floor.Send("SC1", CommandCode.Store, pallet, source, target, recipe: recipe);
        floor.ScanAt(0);
        Assert.Equal(ResultCode.Refused, floor["SC1"].ResultCode);
        Assert.Equal(reason, floor["SC1"].ResultDetail);
    }

    [Fact]
    public void An_occupied_compartment_and_an_occupied_station_are_refused()
    {
        Store();
        floor.Place("P02", "S13");
        floor.Send("SC1", CommandCode.Store, "P02", "S13", "CH1-C3L4", recipe: Floor.SlabRecipe);
        floor.ScanAt(200);
        Assert.Equal("target CH1-C3L4 is occupied by P01", floor["SC1"].ResultDetail);
        floor.Place("P03", "S14");
        floor.Send("SC1", CommandCode.Retrieve, "P01", "CH1-C3L4", "S14");
        floor.ScanAt(201);
        Assert.Equal("target S14 is occupied by P03", floor["SC1"].ResultDetail);
    }

    [Fact]
    public void The_programme_ends_by_itself_and_the_log_says_so()
    {
        Store();
        floor.ScanAt(12 * 3600);
        var end = Assert.Single(floor.Events, happened => happened is { Event: "cure", Phase: "end" });
        Assert.Equal("CH1-C3L4", end.Unit);
        Assert.Equal("P01", end.Carrier);
        Assert.InRange(Floor.Since(end.At), 8 * 3600, 127 + (9 * 3600));
    }

    private void Store()
    {
        floor.Send("SC1", CommandCode.Store, "P01", "S13", "CH1-C3L4", recipe: Floor.SlabRecipe);
        floor.ScanAt(0);
        floor.ScanAt(60);
        floor.ScanAt(127);
    }
}
