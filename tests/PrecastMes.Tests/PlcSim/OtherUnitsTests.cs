using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.Tests.PlcSim;

public sealed class OtherUnitsTests
{
    private readonly Floor floor = new();

    [Fact]
    public void The_mixer_mixes_a_batch_and_says_so_in_the_log()
    {
        floor.Send("MX1", CommandCode.Batch, "L1", workSeconds: 180, recipe: "C30", quantity: 1320);
        floor.ScanAt(0);
        floor.ScanAt(180);
        Assert.Equal(ResultCode.Done, floor["MX1"].ResultCode);
        var end = Assert.Single(floor.Events, happened => happened is { Event: "batch", Phase: "end" });
        Assert.Equal("C30", end.Recipe);
        Assert.Equal(1320u, end.Quantity);
    }

    [Theory]
    [InlineData("", 1320u, "no concrete grade in the recipe")]
    [InlineData("C30", 0u, "quantity is 0 litres")]
    public void A_batch_of_nothing_is_refused(string grade, uint litres, string reason)
    {
        floor.Send("MX1", CommandCode.Batch, "L1", workSeconds: 180, recipe: grade, quantity: litres);
        floor.ScanAt(0);
        Assert.Equal(reason, floor["MX1"].ResultDetail);
    }

    [Fact]
    public void A_finishing_place_shows_the_load_it_works_on()
    {
        floor.Send("S19", CommandCode.Run, "L1", workSeconds: 360);
        floor.ScanAt(0);
        Assert.Equal("L1", floor["S19"].PalletId);
        floor.ScanAt(360);
        Assert.Equal("", floor["S19"].PalletId);
    }
}
