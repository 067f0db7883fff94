using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Orders loads by turns: pairs of loads exchange their turns as long as less is late by it. That is descent on the assignment of loads to
/// turns, which leaves moulds out of account; the simulation judges the order that comes of it.
/// </summary>
internal sealed class TurnExchange
{
    private const int MostSweeps = 20;

    // Turns further apart than this are not exchanged: a line of many thousand loads would take minutes. Floors take longer to look at.
    private const int Farthest = 2_000;
    private const int FarthestWithFloors = 200;

    private readonly Load[] _loads;
    private readonly Schedule _schedule;
    private readonly int[] _finish;
    private readonly long[] _late;
    private readonly FloorLateness? _floors;
    private readonly long _elementWeight;
    private readonly long _floorWeight;

    /// <param name="model">The plant.</param>
    /// <param name="loads">The loads.</param>
    /// <param name="schedule">A simulation of them.</param>
    public TurnExchange(PlantModel model, Load[] loads, Schedule schedule)
    {
        _loads = loads;
        _schedule = schedule;
        _elementWeight = model.Plant.Objective.TardinessPerHour;
        _floorWeight = model.Plant.Objective.FloorTardinessPerHour;
        _finish = schedule.Finish[..loads.Length];
        _late = new long[loads.Length];
        _floors = _floorWeight > 0 ? new FloorLateness(model, loads, _finish) : null;
    }

    /// <summary>Indices of the loads grouped by line, best first.</summary>
    /// <param name="order">The order that was simulated, grouped by line.</param>
    public int[] Order(int[] order) => [.. LineTurns.Of(_loads, order, _schedule).SelectMany(OfLine)];

    private int[] OfLine(LineTurns turns)
    {
        var at = turns.Loads;
        for (var turn = 0; turn < at.Length; turn++)
        {
            Put(at[turn], turns.Finish[turn]);
        }

        var better = true;
        for (var sweep = 0; better && sweep < MostSweeps; sweep++)
        {
            better = false;
            for (var a = 0; a < at.Length; a++)
            {
                for (var b = a + 1; b < Math.Min(at.Length, a + (_floors is null ? Farthest : FarthestWithFloors)) && IsFree(at[a]); b++)
                {
                    if (IsFree(at[b]) && _loads[at[b]].Release <= turns.Begin[a] && Gains(at[a], at[b]))
                    {
                        (at[a], at[b]) = (at[b], at[a]);
                        Put(at[a], turns.Finish[a]);
                        Put(at[b], turns.Finish[b]);
                        better = true;
                    }
                }
            }
        }

        return at;
    }

    private bool IsFree(int load) => _loads[load] is { LockedStart: null, Held: null };

    private void Put(int load, int finish)
    {
        _finish[load] = finish;
        _late[load] = _loads[load].Tardiness(finish, out _);
    }

    // Whether less is late when the first of two loads finishes as the second does and the other way round.
    private bool Gains(int first, int second)
    {
        var before = _late[first] + _late[second];
        if (before == 0)
        {
            return false;
        }

        var after = _loads[second].Tardiness(_finish[first], out _);
        if (_floors is null && after >= before)
        {
            return false;
        }

        after += _loads[first].Tardiness(_finish[second], out _);
        return _floors is null ? after < before
            : ((after - before) * _elementWeight) + ((_floors.Of(first, _finish[second], second, _finish[first]) - _floors.Of(first, _finish[first], second, _finish[second])) * _floorWeight) < 0;
    }
}
