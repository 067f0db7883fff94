using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// The repair that only pushes: all work in the order of the plan in force at each resource, open work too. It leaves most as it was, and
/// whatever the search finds has to be worth more than that.
/// </summary>
internal sealed class ShiftedWork
{
    private readonly PlantModel _model;

    /// <param name="empty">The plant with its outages, without loads.</param>
    /// <param name="model">The plant with the open elements.</param>
    /// <param name="loads">The open loads, as planned and in the order of <paramref name="work"/>.</param>
    /// <param name="work">The plan in force.</param>
    /// <param name="disturbances">What happened.</param>
    public ShiftedWork(PlantModel empty, PlantModel model, Load[] loads, WorkInForce work, IReadOnlyList<Disturbance> disturbances)
    {
        _model = model;
        Schedule = new Schedule(model.MaxSteps, model.MaxElementsPerLoad, model.Plant.Objective);
        Schedule.Reset(loads.Length);
        var shift = new RightShift(empty, [.. work.Kept, .. work.Open]);
        var begun = work.Kept.Select(load => load.LoadId).ToHashSet(StringComparer.Ordinal);
        Kept = [.. shift.Apply(disturbances).Where(load => begun.Contains(load.LoadId))];
        var pushed = shift.Loads.ToDictionary(load => load.Planned.LoadId, StringComparer.Ordinal);
        for (var i = 0; i < loads.Length; i++)
        {
            Fill(i, loads[i], pushed[work.Open[i].LoadId]);
        }

        Schedule.Parts = new PartsOfTimes(model, loads, Schedule).Count();
    }

    /// <summary>Times of the open loads.</summary>
    public Schedule Schedule { get; }

    /// <summary>Begun and frozen loads, pushed beside the open ones: the schedule holds beside these alone.</summary>
    public IReadOnlyList<PlannedLoad> Kept { get; }

    private void Fill(int i, Load load, FrozenLoad times)
    {
        var line = _model.Lines[load.Line];
        for (var step = 0; step < line.Steps.Length; step++)
        {
            var at = (i * Schedule.MaxSteps) + step;
            Schedule.Arrive[at] = times.Arrive[step];
            Schedule.Start[at] = times.Start[step];
            Schedule.End[at] = times.End[step];
            Schedule.Leave[at] = times.Leave[step];
            Schedule.Gang[at] = times.Gang[step];
        }

        var unit = i * Schedule.MaxElementsPerLoad;
        foreach (var type in load.NeedTypes)
        {
            var stock = _model.Moulds[type];
            for (var e = 0; e < load.Placements.Length; e++)
            {
                if (_model.Elements[load.Placements[e].Element].MouldType == type)
                {
                    Schedule.MouldUnit[unit++] = stock.FirstUnit + Array.IndexOf(stock.UnitIds, times.Planned.Elements[e].MouldUnit);
                }
            }
        }

        Schedule.Release[i] = times.Release;
        Schedule.MouldsUntil[i] = times.End[line.StripStep];
        if (line.Loop is not null)
        {
            Schedule.PalletUntil[i] = times.Leave[line.FinishingFrom - 1];
            Schedule.Pallet[i] = Array.IndexOf(line.Pallets, times.Planned.PalletId);
            Schedule.Compartment[i] = Array.IndexOf(line.Compartments, times.Planned.Curing.Place);
        }

        Schedule.StoreStart[i] = times.StoreStart;
        Schedule.CureStart[i] = times.CureStart;
        Schedule.CureEnd[i] = times.CureEnd;
        Schedule.RetrieveStart[i] = times.RetrieveStart;
        Schedule.RetrieveEnd[i] = times.RetrieveEnd;
        Schedule.BatchStart[i] = times.Batch;
        var finish = times.End[line.FinalStep >= line.FinishingFrom ? line.FinalStep : line.LiftStep];
        Schedule.Finish[i] = finish;
        load.Tardiness(finish, out var onTime);
        Schedule.OnTime += onTime;
        Schedule.Makespan = Math.Max(Schedule.Makespan, finish);
    }
}
