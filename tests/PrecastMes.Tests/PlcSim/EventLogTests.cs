using System.Text;
using System.Text.Json;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;
using PrecastMes.PlcSim.State;

namespace PrecastMes.Tests.PlcSim;

public sealed class EventLogTests : IDisposable
{
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("plcsim").FullName, "events.jsonl");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void An_outsider_can_count_what_happened()
    {
        var floor = new Floor();
        for (var i = 0; i < 5; i++)
        {
            var pallet = $"P0{i + 1}";
            floor.Send("MG1", CommandCode.Transfer, pallet, "MG1", "S01");
            floor.ScanAt(i * 200);
            floor.ScanAt((i * 200) + 100);
            ((Station)floor.Plant.Find("S01")!).Release();
        }

        using (var log = new EventLog(path))
        {
            log.Write(floor.Events);
        }

        var lines = File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(5, lines.Count(line => line.GetProperty("phase").GetString() == "start"));
        Assert.Equal(5, lines.Count(line => line.GetProperty("phase").GetString() == "end"));
        Assert.Equal(Enumerable.Range(1, 10), lines.Select(line => line.GetProperty("n").GetInt32()));
        var first = lines[0];
        Assert.Equal("2026-03-01T22:00:00.000Z", first.GetProperty("t").GetString());
        Assert.Equal("transfer", first.GetProperty("event").GetString());
        Assert.Equal("MG1", first.GetProperty("unit").GetString());
        Assert.Equal("P01", first.GetProperty("carrier").GetString());
        Assert.Equal("S01", first.GetProperty("target").GetString());
        Assert.Equal("done", lines[1].GetProperty("result").GetString());
    }

    [Fact]
    public void Events_of_a_scan_are_in_the_order_in_which_they_happened()
    {
        var floor = new Floor();
        floor.Send("S19", CommandCode.Run, "L2", workSeconds: 50);
        floor.Send("S18", CommandCode.Run, "L1", workSeconds: 90);
        floor.ScanAt(0);
        floor.ScanAt(1000);
        Assert.Equal(["S19", "S18"], floor.Events.Where(happened => happened.Phase == "end").Select(happened => happened.Unit));
    }

    [Fact]
    public void A_line_cut_short_by_a_crash_is_removed_and_numbers_go_on()
    {
        var happened = new PhysicalEvent(Floor.Start, "boot", "Plc") { Number = 41 };
        using (var log = new EventLog(path))
        {
            Assert.Null(log.LastNumber);
            log.Write([happened]);
        }

        File.AppendAllText(path, "{\"t\":\"2026-03-0", Encoding.UTF8);
        using (var log = new EventLog(path))
        {
            Assert.Equal(41, log.LastNumber);
            log.Write([happened with { Number = 42 }]);
        }

        Assert.Equal(2, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void A_file_that_is_no_log_is_left_alone()
    {
        File.WriteAllText(path, "{\"other\":1}\n", Encoding.ASCII);
        Assert.Throws<InvalidDataException>(() => new EventLog(path));
        Assert.Equal("{\"other\":1}\n", File.ReadAllText(path));
    }
}
