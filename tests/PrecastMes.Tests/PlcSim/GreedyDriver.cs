using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.Tests.PlcSim;

/// <summary>Drives the circulation line with no plan: what can be worked on is, what can move does.</summary>
internal sealed class GreedyDriver(Floor floor)
{
    private const uint WorkSeconds = 480;

    /// <summary>Stations whose present pallet has been worked on.</summary>
    private readonly HashSet<string> worked = new(StringComparer.Ordinal);

    /// <summary>Writes a command to each unit that has nothing to do and something to do.</summary>
    public void Drive()
    {
        foreach (var machine in floor.Plant.Machines.Where(machine => machine.Job is null && !machine.Block.HasNewCommand))
        {
            switch (machine)
            {
                case Station station:
                    Drive(station);
                    break;
                case Magazine { Pallets: [var next, ..] } magazine when floor.Plant.Find("S01") is Station first && first.RefuseArrival() is null:
                    floor.Send(magazine.Id, CommandCode.Transfer, next, magazine.Id, "S01");
                    break;
                case StackerCrane crane:
                    Drive(crane);
                    break;
                default:
                    break;
            }
        }
    }

    private void Drive(Station station)
    {
        if (station.PalletId.Length == 0)
        {
            worked.Remove(station.Id);
        }
        else if (worked.Add(station.Id))
        {
            floor.Send(station.Id, CommandCode.Run, station.PalletId, workSeconds: WorkSeconds, interruptible: true);
        }
        else if (station.Conveyor?.End is { } end && end.RefuseArrival() is null)
        {
            floor.Send(station.Id, CommandCode.Transfer, station.PalletId, station.Id, end.Id);
        }
    }

    private void Drive(StackerCrane crane)
    {
        var chamber = floor.Plant.Chamber!;
        var last = (Station)floor.Plant.Find("S13")!;
        var first = (Station)floor.Plant.Find("S14")!;
        if (first.RefuseArrival() is null && chamber.Compartments.FirstOrDefault(place => place.Heat.Phase == CuringPhase.Done) is { } done)
        {
            floor.Send(crane.Id, CommandCode.Retrieve, done.PalletId, done.Id, first.Id);
        }
        else if (last.Job is null && worked.Contains(last.Id) && last.PalletId.Length > 0
                 && chamber.Compartments.FirstOrDefault(place => !place.IsOccupied) is { } free)
        {
            floor.Send(crane.Id, CommandCode.Store, last.PalletId, last.Id, free.Id, recipe: Floor.SlabRecipe);
        }
    }
}
