using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Tests.Server.Hosting;

public sealed class LineTelemetryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly LineTelemetry _telemetry = new();

    [Fact]
    public void Occupied_places_and_the_hall_are_measured_each_time()
    {
        var picture = Picture(Place("CH1-C1L1", "L1", 48.5), Place("CH1-C1L2", null, 18));
        _telemetry.Read(picture);

        Assert.Equal([("Hall.AmbientC", 18.0), ("CH1-C1L1.TempC", 48.5)], _telemetry.Read(picture).Select(p => (p.Series, p.Value)));
    }

    [Fact]
    public void A_unit_is_told_of_when_its_state_changes()
    {
        var idle = Picture() with { Units = [Unit("S10", PackMlState.Idle)] };
        var running = idle with { Units = [Unit("S10", PackMlState.Execute)] };

        // PackML: 4 idle, 6 execute.
        Assert.Equal([4.0], States(idle));
        Assert.Empty(States(idle));
        Assert.Equal([6.0], States(running));
    }

    [Fact]
    public void A_broken_link_is_told_of_once_and_nothing_else_is_made_up()
    {
        var picture = Picture(Place("CH1-C1L1", "L1", 48.5));
        var broken = picture with { Connection = picture.Connection with { Connected = false } };
        _telemetry.Read(picture);

        var point = Assert.Single(_telemetry.Read(broken));
        Assert.Equal((LineTelemetry.LinkSeries, 0.0), (point.Series, point.Value));
        Assert.Empty(_telemetry.Read(broken));
    }

    private IEnumerable<double> States(LineSnapshot picture) =>
        [.. _telemetry.Read(picture).Where(p => p.Series == "S10.State").Select(p => p.Value)];

    private static LineSnapshot Picture(params CompartmentSnapshot[] places) =>
        new(Start, new PlcConnection(true, "opc.tcp://127.0.0.1:4840", Start, ""), null, 18, 0, 0, [], places, []);

    private static CompartmentSnapshot Place(string id, string? load, double tempC) =>
        new(id, "loop", null, load, [], "hold", tempC, null, false);

    private static UnitSnapshot Unit(string id, PackMlState state) =>
        new(id, "loop", state, "", CommandCode.None, null, "", null, [], 0, 0, 0);
}
