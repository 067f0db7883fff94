using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// Pushes begun and frozen work behind disturbances, each load in the order of the plan in force at each of its resources. Every rule
/// says only that something is not earlier than something else, so the least times that meet them all are reached by applying them
/// until nothing moves; what no disturbance reaches keeps its times to the bit.
/// </summary>
internal sealed class RightShift
{
    private const int LongAgo = int.MinValue / 2;

    private readonly PlantModel _model;
    private readonly FrozenLoad[] _loads;
    private readonly ConcreteWindow[] _windows;
    private readonly MouldServices _moulds;

    /// <param name="model">The plant from now on with its outages, without loads.</param>
    /// <param name="loads">Begun and frozen loads.</param>
    public RightShift(PlantModel model, IReadOnlyList<PlannedLoad> loads)
    {
        _model = model;
        _loads = [.. loads.OrderBy(load => load.MouldsFrom).ThenBy(load => load.LoadId, StringComparer.Ordinal)
            .Select((load, i) => new FrozenLoad(model, Array.Find(model.Lines, line => line.Id == load.LineId)!, load, i))];
        Forerunners.Link(_loads);
        _moulds = new MouldServices(model, _loads);
        _windows = [.. model.Lines.Select(line => new ConcreteWindow(model.Calendars, line))];
    }

    /// <summary>The loads, by start in the plan in force, after <see cref="Apply"/>.</summary>
    public IReadOnlyList<FrozenLoad> Loads => _loads;

    /// <summary>The loads with their new times, by start in the plan in force; untouched ones as they were handed in.</summary>
    public IReadOnlyList<PlannedLoad> Apply(IReadOnlyList<Disturbance> disturbances)
    {
        // Lines that share a mixer take it as they come. How they come shows when each has the mixer for itself: a load that waits for the
        // mixer behind one of another line says nothing about the order.
        Push(disturbances, []);
        Push(disturbances, [.. _loads.OrderBy(load => load.WantsBatch).ThenBy(load => load.Number)]);
        return [.. _loads.Select(load => load.Write())];
    }

    // Whatever the order at the mixers, the result holds.
    private void Push(IReadOnlyList<Disturbance> disturbances, FrozenLoad[] atMixer)
    {
        foreach (var load in _loads)
        {
            load.Reset();
            load.Before.AtMixer = null;
        }

        var last = new FrozenLoad?[_model.Mixers.Length];
        foreach (var load in atMixer)
        {
            load.Before.AtMixer = last[load.Line.Mixer];
            last[load.Line.Mixer] = load;
        }

        foreach (var disturbance in disturbances)
        {
            Hold(disturbance);
        }

        foreach (var load in _loads)
        {
            Pause(load);
        }

        bool moved;
        var rounds = 0;
        do
        {
            moved = false;
            foreach (var load in _loads)
            {
                var version = load.Version;
                Settle(load);
                moved |= load.Version != version;
            }

            if (++rounds > _loads.Length + 10)
            {
                throw new InvalidOperationException($"Pushing {_loads.Length} loads found no end after {rounds} rounds. Maybe the plan in force uses a resource twice at a time.");
            }
        }
        while (moved);
    }

    private void Hold(Disturbance disturbance)
    {
        switch (disturbance)
        {
            case PalletHeld held:
                Hold(held.PalletId, _model.Second(held.Until));
                break;
            case MouldBroken { Until: { } repaired } broken:
                foreach (var load in _loads.Where(load => load.Release > 0 && load.Planned.Elements.Any(element => element.MouldUnit == broken.MouldUnit)))
                {
                    load.PushRelease(_model.Second(repaired));
                }

                break;
        }
    }

    // What a held pallet is at now ends when it is let go; it can't be taken before.
    private void Hold(string palletId, int until)
    {
        foreach (var waiting in _loads.Where(load => load.Release > 0 && load.Planned.PalletId == palletId))
        {
            waiting.PushRelease(until);
        }

        var load = Array.Find(_loads, each => each.Planned.PalletId == palletId && each.Release <= 0 && each.Leave[each.Line.FinishingFrom - 1] > 0);
        if (load is null)
        {
            return;
        }

        if (load.StoreStart <= 0 && load.RetrieveStart > 0)
        {
            load.PushRetrieve(until);
            return;
        }

        for (var step = 0; step < load.Line.FinishingFrom; step++)
        {
            if (load.Leave[step] > 0)
            {
                load.Push(load.End, step, until);
                return;
            }
        }
    }

    // What has begun and runs when its place breaks down goes on when that works again.
    private void Pause(FrozenLoad load)
    {
        for (var step = 0; step < load.Start.Length; step++)
        {
            if (load.Start[step] > 0)
            {
                continue;
            }

            var down = Down(load, step);
            var calendar = _model.Calendars.Steps[load.Line.Index][step];
            for (var at = load.Start[step] + 1; down.Next(at) is { } outage && outage.From < load.End[step]; at = outage.To)
            {
                load.Push(load.End, step, load.Line.Steps[step].Kind == OperationKind.Interruptible
                    ? calendar.Advance(outage.To, calendar.Worked(outage.From, load.End[step]))
                    : outage.To + load.End[step] - outage.From);
            }
        }
    }

    private void Settle(FrozenLoad load)
    {
        var line = load.Line;
        foreach (var user in load.Before.InMoulds)
        {
            load.PushRelease(_moulds.ReadyFor(load, user));
        }

        if (line.Loop is { } loop)
        {
            Circulate(load, line, loop.TransferSeconds);
        }
        else
        {
            Visit(load, line);
        }

        var ready = load.End[line.LiftStep];
        for (var step = line.FinishingFrom; step < line.Steps.Length; step++)
        {
            Work(load, step, Math.Max(ready, load.Before.AtStation[step]?.End[step] ?? ready));
            load.Push(load.Arrive, step, load.Start[step]);
            load.Push(load.Leave, step, load.End[step]);
            ready = load.End[step];
        }
    }

    private void Circulate(FrozenLoad load, LineModel line, int transfer)
    {
        if (load.Before.OnPallet is { } circulating)
        {
            load.PushRelease(circulating.Leave[line.FinishingFrom - 1]);
        }

        load.PushRelease(FreeAt(load, 0));
        load.Push(load.Arrive, 0, load.Release + transfer);
        for (var step = 0; step < line.FinishingFrom; step++)
        {
            if (step == line.FirstDryStep)
            {
                Cure(load, line);
            }
            else if (step > 0)
            {
                load.Push(load.Arrive, step, Math.Max(load.End[step - 1], FreeAt(load, step)) + transfer);
                load.Push(load.Leave, step - 1, load.Arrive[step]);
            }

            Work(load, step, step == line.CastStep ? Mix(load, load.Arrive[step]) : load.Arrive[step]);
        }

        var last = line.FinishingFrom - 1;
        load.Push(load.Leave, last, load.End[last] + transfer);
    }

    private static int FreeAt(FrozenLoad load, int step) => load.Before.AtStation[step]?.Leave[step] ?? LongAgo;

    private void Cure(FrozenLoad load, LineModel line)
    {
        var crane = _model.Occupation.Crane[line.Index];
        var from = Math.Max(load.End[line.FirstDryStep - 1], CraneFreeAt(load.Before.Store));
        if (load.Before.InCompartment is { } there)
        {
            from = Math.Max(from, there.RetrieveEnd);
        }

        load.PushStore(Clear(crane, Math.Max(from, load.StoreStart), load.StoreSeconds));
        load.Push(load.Leave, line.FirstDryStep - 1, load.CureStart);
        from = Math.Max(Math.Max(load.CureEnd, CraneFreeAt(load.Before.Retrieve)), FreeAt(load, line.FirstDryStep));
        load.PushRetrieve(Clear(crane, Math.Max(from, load.RetrieveStart), load.RetrieveSeconds));
        load.Push(load.Arrive, line.FirstDryStep, load.RetrieveEnd);
    }

    private static int CraneFreeAt((FrozenLoad Load, bool Stores)? before) => before is not { } move ? LongAgo : move.Stores ? move.Load.CureStart : move.Load.RetrieveEnd;

    private static int Clear(Reservations held, int from, int seconds)
    {
        while (held.FreeFrom(from, from + seconds) is var next && next != from)
        {
            from = next;
        }

        return from;
    }

    private void Visit(FrozenLoad load, LineModel line)
    {
        var ready = load.Release;
        for (var step = 0; step < line.FinishingFrom; step++)
        {
            if (step == line.FirstDryStep)
            {
                load.PushCure(ready);
                ready = load.CureEnd;
            }

            if (load.Before.OfGang[step] is { } gang)
            {
                ready = Math.Max(ready, gang.Load.End[gang.Step]);
            }

            Work(load, step, step == line.CastStep ? Mix(load, ready) : ready);
            load.Push(load.Arrive, step, load.Start[step]);
            load.Push(load.Leave, step, load.End[step]);
            if (step == 0)
            {
                load.PushRelease(load.Start[0]);
            }

            ready = load.End[step];
        }
    }

    /// <summary>Pushes the batch that is wanted at <paramref name="from"/> and returns its end.</summary>
    private int Mix(FrozenLoad load, int from)
    {
        var line = load.Line;
        load.WantsBatch = Math.Max(load.WantsBatch, from);
        if (load.Before.AtMixer is { } user)
        {
            from = Math.Max(from, user.Batch + user.Line.BatchSeconds);
        }

        var mixer = _model.Occupation.Mixer[line.Mixer];
        var batch = Math.Max(from, load.Batch);
        var cast = batch + line.BatchSeconds;
        if (batch > load.Batch || Clear(mixer, batch, line.BatchSeconds) > batch || !CanCast(load, cast))
        {
            int before;
            do
            {
                before = batch;
                batch = Clear(mixer, _windows[line.Index].EarliestBatch(batch, load.Work, Down(load, line.CastStep)), line.BatchSeconds);
            }
            while (batch != before);
            load.PushBatch(batch);
        }

        return load.Batch + line.BatchSeconds;
    }

    // What breaks down during casting interrupts it; what is down before needs a fresh batch afterwards.
    private bool CanCast(FrozenLoad load, int cast) =>
        cast <= 0 ? Down(load, load.Line.CastStep).FreeFrom(cast, cast + 1) == cast : Clear(Down(load, load.Line.CastStep), cast, load.Work[load.Line.CastStep]) == cast;

    /// <summary>Pushes the work of a step that can't begin before <paramref name="from"/>.</summary>
    private void Work(FrozenLoad load, int step, int from)
    {
        var down = Down(load, step);
        var isRunning = load.Start[step] <= 0 && down.FreeFrom(load.Start[step], load.Start[step] + 1) == load.Start[step];
        if (from <= load.Start[step] && (isRunning || down.FreeFrom(load.Start[step], load.End[step]) == load.Start[step]))
        {
            return;
        }

        _model.Calendars.Steps[load.Line.Index][step].Lay(load.Line.Steps[step].Kind, Math.Max(from, load.Start[step]), load.Work[step], down, out var start, out var end);
        load.Push(load.Start, step, start);
        load.Push(load.End, step, end);
    }

    private Reservations Down(FrozenLoad load, int step)
    {
        var line = load.Line;
        return line.Area is not null && step < line.FinishingFrom && load.Gang[step] >= 0
            ? _model.Occupation.Gangs[line.Index][line.Steps[step].Crew][load.Gang[step]]
            : _model.Occupation.Down[line.Index][step];
    }
}
