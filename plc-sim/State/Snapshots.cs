using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.State;

/// <summary>Takes the plant's snapshot and puts one back.</summary>
internal static class Snapshots
{
    /// <summary>The plant now.</summary>
    public static PlantSnapshot Take(PlantModel plant, uint bootId, PlantClock clock, IReadOnlyList<PhysicalEvent> unlogged) => new(
        PlantSnapshot.CurrentVersion,
        bootId,
        clock,
        plant.Now,
        plant.Level.IsShiftActive,
        plant.Level.Fence,
        plant.Book.LastNumber,
        unlogged,
        [.. plant.Machines.Select(Take)],
        [.. (plant.Chamber?.Compartments ?? []).Select(place => new CompartmentSnapshot(place.Id, place.PalletId, place.StoredBy, place.Heat.Save()))]);

    /// <summary>Puts a snapshot into a plant made from the same configuration; otherwise says where they differ.</summary>
    public static IReadOnlyList<string> Restore(PlantModel plant, PlantSnapshot snapshot)
    {
        var problems = Differences(plant, snapshot);
        if (problems.Count > 0)
        {
            return problems;
        }

        plant.Level.IsShiftActive = snapshot.IsShiftActive;
        plant.Level.Fence = snapshot.Fence;
        plant.Book.LastNumber = snapshot.LastEvent;
        foreach (var kept in snapshot.Compartments)
        {
            var place = plant.Chamber!.Find(kept.Id)!;
            place.PalletId = kept.PalletId;
            place.StoredBy = kept.StoredBy;
            place.Heat.Restore(kept.Heat);
        }

        foreach (var kept in snapshot.Units)
        {
            Restore(plant.Find(kept.Id)!, kept);
        }

        return [];
    }

    private static UnitSnapshot Take(Machine machine)
    {
        var block = machine.Block;
        var job = machine.Job is { } running 
            ? new JobSnapshot(running.StartedAt, running.Work, running.Done, running.UpTo) { JobOrderId = running.JobOrderId }
            : null;
        var taken = new UnitSnapshot(
            machine.Id,
            block.LastTaken,
            block.ResultSeq,
            block.ResultId,
            block.ResultCode,
            block.ResultDetail,
            block.StartedAt,
            block.EndedAt,
            job,
            machine.IsStopped,
            machine.SlowDown)
        {
            JobOrders = machine.JobOrders.Entries.Count == 0 ? null : [.. machine.JobOrders.Entries],
        };
        return machine switch
        {
            Station station => taken with { Carrier = station.PalletId },
            Magazine magazine => taken with { Pallets = magazine.Pallets },
            StackerCrane crane => taken with
            {
                Carrier = crane.PalletId,
                IsJammed = crane.IsJammed,
                Column = crane.Position.Column,
                Level = crane.Position.Level,
            },
            FixedMould mould => taken with { Carrier = mould.CuredLoad, Heat = mould.Heat.Save() },
            _ => taken,
        };
    }

    private static void Restore(Machine machine, UnitSnapshot kept)
    {
        machine.Block.Restore(
            kept.LastTaken, kept.ResultSeq, kept.ResultId, kept.ResultCode, kept.ResultDetail, kept.StartedAt, kept.EndedAt);
        machine.IsStopped = kept.IsStopped;
        machine.SlowDown = kept.SlowDown;
        switch (machine)
        {
            case Station station:
                station.PalletId = kept.Carrier ?? "";
                break;
            case Magazine magazine:
                magazine.Pallets = kept.Pallets ?? [];
                break;
            case StackerCrane crane:
                crane.PalletId = kept.Carrier ?? "";
                crane.IsJammed = kept.IsJammed;
                crane.Position = (kept.Column, kept.Level);
                break;
            case FixedMould mould:
                mould.CuredLoad = kept.Carrier ?? "";
                mould.Heat.Restore(kept.Heat ?? throw new InvalidOperationException($"{kept.Id} was kept without its heat."));
                break;
            default:
                break;
        }

        machine.JobOrders.Restore(kept.JobOrders ?? []);
        machine.Resume(kept.Job is { } job
            ? new Job(CommandOf(job, machine, kept), job.StartedAt, job.Work) { Done = job.Done, UpTo = job.UpTo, JobOrderId = job.JobOrderId }
            : null);
    }

    private static Command CommandOf(JobSnapshot job, Machine machine, UnitSnapshot kept) =>
        job.JobOrderId is not { } id ? kept.LastTaken
        : machine.JobOrders.Find(id) is { } entry ? entry.Order.Command
        : throw new InvalidOperationException($"{kept.Id} was kept at work on job order \"{id}\", but without it.");

    private static List<string> Differences(PlantModel plant, PlantSnapshot snapshot)
    {
        var units = plant.Machines.Select(machine => machine.Id).ToHashSet(StringComparer.Ordinal);
        var places = (plant.Chamber?.Compartments ?? []).Select(place => place.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. snapshot.Units.Where(kept => !units.Contains(kept.Id)).Select(kept => $"unit {kept.Id} is in the state, not in plc-sim.yaml"),
            .. units.Except(snapshot.Units.Select(kept => kept.Id)).Select(id => $"unit {id} is in plc-sim.yaml, not in the state"),
            .. snapshot.Compartments.Where(kept => !places.Contains(kept.Id))
                .Select(kept => $"compartment {kept.Id} is in the state, not in plc-sim.yaml"),
            .. places.Except(snapshot.Compartments.Select(kept => kept.Id)).Select(id => $"compartment {id} is in plc-sim.yaml, not in the state"),
        ];
    }
}
