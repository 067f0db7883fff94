using PrecastMes.PlcSim;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;
using PrecastMes.PlcSim.State;

namespace PrecastMes.Tests.PlcSim;

public sealed class WholeLineTests
{
    private const int ScanSeconds = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_pallet_is_lost_or_doubled_in_two_days_of_faults_restarts_and_wrong_commands(int seed)
    {
        var random = new Random(seed);
        var floor = new Floor(spread: true, seed);
        var driver = new GreedyDriver(floor);
        for (var second = 0; second <= 2 * 86_400; second += ScanSeconds)
        {
            driver.Drive();
            Disturb(floor, random);
            floor.ScanAt(second);
            Assert.Equal(60, Pallets(floor.Plant).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(60, Pallets(floor.Plant).Count());
        }

        AssertWaysAreUnbroken(floor);

        // Two days bring well over one round of the line to most of the 60 pallets, in spite of everything.
        Assert.InRange(floor.Events.Count(happened => happened is { Event: "retrieve", Phase: "end" }), 61, 1000);
        AssertEachStartHasItsEnd(floor);
    }

    [Fact]
    public void A_line_without_faults_keeps_its_takt()
    {
        var floor = new Floor(spread: true);
        var driver = new GreedyDriver(floor);
        for (var second = 0; second <= 86_400; second += ScanSeconds)
        {
            driver.Drive();
            floor.ScanAt(second);
        }

        // Work of 480 s and a move of 60 s: the slowest of 13 stations with its scatter takes 480 × 1.25 + 60 = 660 s at most,
        // 480 × 0.94 + 60 = 510 s on average. 86,400 s ÷ 660 = 130 pallets less the 13 that fill the line, but 42 places ×
        // 24 h ÷ 9 h = 112 from the chamber bind before; the first leaves it after about 11 h.
        var stored = floor.Events.Count(happened => happened is { Event: "store", Phase: "end" });
        Assert.InRange(stored, 85, 117);
    }

    private static void Disturb(Floor floor, Random random)
    {
        var unit = floor.Plant.Machines[random.Next(floor.Plant.Machines.Count)];
        switch (random.Next(1000))
        {
            case < 4:
                floor.Plant.Faults.StopUnit(unit.Id);
                break;
            case < 24:
                foreach (var stopped in floor.Plant.Machines.Where(machine => machine.IsStopped))
                {
                    floor.Plant.Faults.ResumeUnit(stopped.Id);
                }

                break;
            case < 26:
                floor.Plant.Faults.JamCrane("SC1");
                break;
            case < 36:
                floor.Plant.Faults.ClearJam("SC1");
                break;
            case < 56 when unit.Job is null && !unit.Block.HasNewCommand:
                floor.Send(unit.Id, (CommandCode)random.Next(0, 9), $"P{random.Next(1, 61):00}", unit.Id, "S05", WorkOf(random), recipe: Floor.SlabRecipe);
                break;
            case < 60:
                floor.Plant.Level.IsShiftActive = !floor.Plant.Level.IsShiftActive;
                break;
            case < 63:
                Restart(floor);
                break;
            default:
                break;
        }
    }

    private static uint WorkOf(Random random) => (uint)random.Next(1, 600);

    private static void Restart(Floor floor)
    {
        var pending = floor.Plant.Machines.ToDictionary(machine => machine.Id, machine => machine.Block.Cmd);
        var kept = Snapshots.Take(floor.Plant, 1, new PlantClock(Floor.Start, Floor.Start, 1), []);
        floor.Plant = new PlantModel(floor.Config, 1, kept.At);
        Assert.Empty(Snapshots.Restore(floor.Plant, kept));
        foreach (var machine in floor.Plant.Machines)
        {
            machine.Block.Cmd = pending[machine.Id];
        }
    }

    private static IEnumerable<string> Pallets(PlantModel plant) =>
        plant.Magazine!.Pallets
            .Concat(plant.Machines.OfType<Station>().Select(station => station.PalletId))
            .Concat(plant.Chamber!.Compartments.Select(place => place.PalletId))
            .Append(plant.Crane!.PalletId)
            .Where(pallet => pallet.Length > 0);

    /// <summary>Each pallet's moves, as the log tells them, begin where the one before ended.</summary>
    private static void AssertWaysAreUnbroken(Floor floor)
    {
        var at = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var move in floor.Events.Where(happened => happened is { Event: "transfer" or "store" or "retrieve", Phase: "end" }))
        {
            Assert.Equal(at.GetValueOrDefault(move.Carrier!, "MG1"), move.Source);
            at[move.Carrier!] = move.Target!;
        }
    }

    private static void AssertEachStartHasItsEnd(Floor floor)
    {
        var running = new HashSet<(string Unit, uint Seq)>();
        var all = new HashSet<(string Unit, uint Seq)>();
        foreach (var happened in floor.Events.Where(happened => happened is { Seq: not null, Event: not "refused" and not "cure" }))
        {
            var key = (happened.Unit, happened.Seq!.Value);
            if (happened.Phase == "start")
            {
                Assert.True(all.Add(key), $"{key} began twice");
                Assert.True(running.Add(key));
            }
            else
            {
                Assert.True(running.Remove(key), $"{key} ended without a start");
            }
        }

        Assert.True(running.Count <= floor.Plant.Machines.Count);
    }
}
