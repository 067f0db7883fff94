using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>
/// What released loads hold. Pallets can't overtake each other, so new loads follow behind the released ones at every station before
/// the chamber; behind it they come between them where they hold none of them up; moulds, pallets and compartments come to new loads after their last release; crane, mixers, gangs and
/// finishing places are used in the gaps.
/// </summary>
internal sealed class Occupation
{
    public Occupation(PlantModel model, IReadOnlyList<PlannedLoad> committed, IReadOnlyList<Disturbance> disturbances)
    {
        StationFreeAt = [.. model.Lines.Select(l => new int[l.Steps.Length])];
        Dry = [.. model.Lines.Select(_ => new List<DryPath>())];
        PalletFreeAt = [.. model.Lines.Select(l => new int[l.Pallets.Length])];
        CompartmentFreeAt = [.. model.Lines.Select(l => new int[l.Compartments.Length])];
        MouldFreeAt = new int[model.MouldUnits];
        Crane = [.. model.Lines.Select(_ => new Reservations())];
        Mixer = [.. model.Mixers.Select(_ => new Reservations())];
        Down = [.. model.Lines.Select(l => l.Steps.Select(_ => new Reservations()).ToArray())];
        Gangs = [.. model.Lines.Select(l => (l.Area?.Crews ?? []).Select(c => Enumerable.Range(0, c.Gangs).Select(_ => new Reservations()).ToArray()).ToArray())];

        foreach (var load in committed)
        {
            var line = Array.Find(model.Lines, l => l.Id == load.LineId)
                ?? throw new ArgumentException($"Released load {load.LoadId} is on line {load.LineId}, which plant {model.Plant.Id} has not.", nameof(committed));
            Hold(model, line, load);
            foreach (var element in load.Elements)
            {
                var unit = model.UnitOf(element.MouldUnit);
                MouldFreeAt[unit] = Math.Max(MouldFreeAt[unit], model.Second(load.MouldsUntil));
            }
        }

        foreach (var paths in Dry)
        {
            paths.Sort((a, b) => a.Arrive[0].CompareTo(b.Arrive[0]));
        }

        foreach (var disturbance in disturbances)
        {
            Take(model, disturbance);
        }
    }

    /// <summary>By line and step.</summary>
    public int[][] StationFreeAt { get; }

    /// <summary>Ways of released loads through the dry stations of each line, by arrival.</summary>
    public List<DryPath>[] Dry { get; }

    public int[][] PalletFreeAt { get; }

    public int[][] CompartmentFreeAt { get; }

    public int[] MouldFreeAt { get; }

    public Reservations[] Crane { get; }

    public Reservations[] Mixer { get; }

    /// <summary>By line and step: outages, and what released loads hold of finishing places.</summary>
    public Reservations[][] Down { get; }

    /// <summary>By line, crew, gang.</summary>
    public Reservations[][][] Gangs { get; }

    private void Take(PlantModel model, Disturbance disturbance)
    {
        switch (disturbance)
        {
            case StationDown down:
                Take(model, down);
                break;
            case PalletHeld held:
                foreach (var line in model.Lines)
                {
                    Raise(PalletFreeAt[line.Index], Array.IndexOf(line.Pallets, held.PalletId), model.Second(held.Until));
                }

                break;
            case MouldBroken broken:
                var unit = model.UnitOf(broken.MouldUnit);
                MouldFreeAt[unit] = broken.Until is { } until ? Math.Max(MouldFreeAt[unit], model.Second(until)) : int.MaxValue;
                break;
            case CrewMissing missing:
                var area = model.Lines.First(l => l.Id == missing.LineId);
                var gangs = Gangs[area.Index][area.Area!.Crews.Select(c => c.Id).ToList().IndexOf(missing.CrewId)];
                foreach (var gang in gangs.TakeLast(missing.Gangs))
                {
                    gang.Add(model.Second(missing.From), model.Second(missing.Until));
                }

                break;
        }
    }

    private void Take(PlantModel model, StationDown down)
    {
        int from = model.Second(down.From), until = model.Second(down.Until);
        foreach (var line in model.Lines)
        {
            if (line.Loop?.Chamber.CraneId == down.Unit)
            {
                Crane[line.Index].Add(from, until);
            }

            for (var step = 0; step < line.Steps.Length; step++)
            {
                if (line.Steps[step].Station.Id == down.Unit)
                {
                    Down[line.Index][step].Add(from, until);
                }
            }
        }

        if (Array.IndexOf(model.Mixers, down.Unit) is >= 0 and var mixer)
        {
            Mixer[mixer].Add(from, until);
        }
    }

    private static void Raise(int[] until, int index, int second)
    {
        if (index >= 0)
        {
            until[index] = Math.Max(until[index], second);
        }
    }

    private void Hold(PlantModel model, LineModel line, PlannedLoad load)
    {
        Mixer[line.Mixer].Add(model.Second(load.Batch.Start), model.Second(load.Batch.End));
        foreach (var operation in load.Operations)
        {
            var step = Array.FindIndex(line.Steps, s => s.Station.Operation == operation.Operation);
            int from = model.Second(operation.Start), to = model.Second(operation.End);
            if (step >= line.FinishingFrom)
            {
                Down[line.Index][step].Add(from, to);
            }
            else if (line.Loop is not null && step < line.FirstDryStep)
            {
                Raise(StationFreeAt[line.Index], step, model.Second(operation.Leave));
            }
            else if (step >= 0 && line.Steps[step].Crew >= 0 && operation.Gang is { } gang)
            {
                Gangs[line.Index][line.Steps[step].Crew][gang - 1].Add(from, to);
            }
        }

        if (line.Loop is null)
        {
            return;
        }

        Dry[line.Index].Add(new DryPath(model, line, load));
        Raise(PalletFreeAt[line.Index], Array.IndexOf(line.Pallets, load.PalletId), model.Second(load.PalletUntil ?? load.MouldsUntil));
        Raise(CompartmentFreeAt[line.Index], Array.IndexOf(line.Compartments, load.Curing.Place), model.Second(load.Curing.RetrieveEnd));
        Crane[line.Index].Add(model.Second(load.Curing.StoreStart), model.Second(load.Curing.Start));
        Crane[line.Index].Add(model.Second(load.Curing.RetrieveStart), model.Second(load.Curing.RetrieveEnd));
    }
}
