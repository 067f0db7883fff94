using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class ConveyorTests
{
    private readonly Floor floor = new();

    [Fact]
    public void At_the_first_start_the_magazine_holds_all_sixty_pallets()
    {
        Assert.Equal(60, floor.Plant.Magazine!.Pallets.Count);
        Assert.Equal("P01", floor.Plant.Magazine.Pallets[0]);
        Assert.Equal("P60", floor.Plant.Magazine.Pallets[^1]);
    }

    [Fact]
    public void A_move_occupies_both_ends_until_it_is_over()
    {
        floor.Place("P01", "S01");
        floor.Send("S01", CommandCode.Transfer, "P01", "S01", "S02");
        floor.ScanAt(0);
        floor.ScanAt(30);
        Assert.Equal("P01", floor["S01"].PalletId);
        Assert.Equal("", floor["S02"].PalletId);
        floor.Send("MG1", CommandCode.Transfer, "P02", "MG1", "S01");
        floor.ScanAt(31);
        Assert.Equal("target S01 is occupied by P01", floor["MG1"].ResultDetail);

        // The conveyor takes 60 s.
        floor.ScanAt(60);
        Assert.Equal("", floor["S01"].PalletId);
        Assert.Equal("P01", floor["S02"].PalletId);
        Assert.Equal(60, Floor.Since(floor["S01"].EndedAt));
    }

    [Fact]
    public void A_station_that_expects_a_pallet_takes_no_other()
    {
        floor.Place("P17", "S17");
        floor.Place("P01", "S01");
        floor.Send("S01", CommandCode.Transfer, "P01", "S01", "S02");
        floor.ScanAt(0);
        floor.Plant.Find("S01")!.Block.Cmd = Command.None;
        Assert.Equal("target S02 expects another pallet", ((PrecastMes.PlcSim.Machines.Station)floor.Plant.Find("S02")!).RefuseArrival());
    }

    [Fact]
    public void A_pallet_leaves_the_magazine_and_comes_back_as_the_last()
    {
        floor.Send("MG1", CommandCode.Transfer, "P01", "MG1", "S01");
        floor.ScanAt(0);
        floor.ScanAt(60);
        Assert.Equal(59, floor.Plant.Magazine!.Pallets.Count);
        Assert.Equal("P01", floor["S01"].PalletId);

        floor.Send("MG1", CommandCode.Transfer, "P01", "MG1", "S01");
        floor.ScanAt(61);
        Assert.Equal("carrier P01 is not at MG1", floor["MG1"].ResultDetail);

        floor.Place("P07", "S17");
        floor.Send("S17", CommandCode.Transfer, "P07", "S17", "MG1");
        floor.ScanAt(100);
        floor.ScanAt(160);
        Assert.Equal("P07", floor.Plant.Magazine.Pallets[^1]);
        Assert.Equal("", floor["S17"].PalletId);
    }

    [Fact]
    public void Nothing_moves_by_itself()
    {
        floor.Place("P01", "S01");
        floor.Send("S01", CommandCode.Run, "P01", workSeconds: 60);
        floor.ScanAt(0);
        floor.ScanAt(86_400);
        Assert.Equal("P01", floor["S01"].PalletId);
        Assert.Equal(2, floor.Events.Count);
    }
}
