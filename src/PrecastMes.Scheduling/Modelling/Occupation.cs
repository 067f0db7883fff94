using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>
/// What released loads hold. Pallets can't overtake each other, so new loads follow behind the released ones at every
/// blocking station; moulds, pallets and compartments come to new loads after their last release; crane, mixers, gangs and
/// finishing places are used in the gaps.
/// </summary>
internal sealed class Occupation
{
    public Occupation(PlantModel model, IReadOnlyList<PlannedLoad> committed)
    {
        StationFreeAt = [.. model.Lines.Select(l => new int[l.Steps.Length])];
        PalletFreeAt = [.. model.Lines.Select(l => new int[l.Pallets.Length])];
        CompartmentFreeAt = [.. model.Lines.Select(l => new int[l.Compartments.Length])];
        MouldFreeAt = new int[model.MouldUnits];
        Crane = [.. model.Lines.Select(_ => new Reservations())];
        Mixer = [.. model.Mixers.Select(_ => new Reservations())];
        Finishing = [.. model.Lines.Select(l => l.Steps.Select(_ => new Reservations()).ToArray())];
        Gangs = [.. model.Lines.Select(l => (l.Area?.Crews ?? []).Select(c => Enumerable.Range(0, c.Gangs).Select(_ => new Reservations()).ToArray()).ToArray())];

        var units = model.Moulds.SelectMany(m => m.UnitIds.Select((id, i) => (id, Unit: m.FirstUnit + i))).ToDictionary(x => x.id, x => x.Unit, StringComparer.Ordinal);
        foreach (var load in committed)
        {
            var line = Array.Find(model.Lines, l => l.Id == load.LineId)
                ?? throw new ArgumentException($"Released load {load.LoadId} is on line {load.LineId}, which plant {model.Plant.Id} has not.", nameof(committed));
            Hold(model, line, load);
            foreach (var element in load.Elements)
            {
                var unit = units[element.MouldUnit];
                MouldFreeAt[unit] = Math.Max(MouldFreeAt[unit], model.Second(load.MouldsUntil));
            }
        }
    }

    /// <summary>By line and step.</summary>
    public int[][] StationFreeAt { get; }

    public int[][] PalletFreeAt { get; }

    public int[][] CompartmentFreeAt { get; }

    public int[] MouldFreeAt { get; }

    public Reservations[] Crane { get; }

    public Reservations[] Mixer { get; }

    public Reservations[][] Finishing { get; }

    /// <summary>By line, crew, gang.</summary>
    public Reservations[][][] Gangs { get; }

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
                Finishing[line.Index][step].Add(from, to);
            }
            else if (line.Loop is not null)
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

        Raise(PalletFreeAt[line.Index], Array.IndexOf(line.Pallets, load.PalletId), model.Second(load.PalletUntil ?? load.MouldsUntil));
        Raise(CompartmentFreeAt[line.Index], Array.IndexOf(line.Compartments, load.Curing.Place), model.Second(load.Curing.RetrieveEnd));
        Crane[line.Index].Add(model.Second(load.Curing.StoreStart), model.Second(load.Curing.Start));
        Crane[line.Index].Add(model.Second(load.Curing.RetrieveStart), model.Second(load.Curing.RetrieveEnd));
    }
}
