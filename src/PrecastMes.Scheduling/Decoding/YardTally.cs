using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// Places in the yard for elements that are finished before they are due. A load that would be early books a place for each such element
/// when it starts, and has it until the element is due; a load without free places waits until places come free or it would be early no
/// more. What can't be finished before it is due needs none, so that a full yard makes nothing late by itself.
/// </summary>
internal sealed class YardTally
{
    private readonly int[] _initial;
    private readonly int[] _dues;
    private readonly int[] _leaving;
    private readonly EventQueue _events;
    private readonly int _places;
    private int _next;
    private int _taken;

    /// <param name="model">The plant.</param>
    /// <param name="events">Told when places come free and loads need them no more.</param>
    public YardTally(PlantModel model, EventQueue events)
    {
        _events = events;
        _places = model.Plant.YardPlaces ?? 0;
        IsLimited = model.Plant.YardPlaces is not null;
        _initial = IsLimited ? [.. model.EarlyStock.Where(due => due > 0)] : [];
        _dues = IsLimited ? [.. model.Elements.Select(element => element.Due).Concat(_initial).Distinct().Order()] : [];
        _leaving = new int[_dues.Length];
    }

    /// <summary>Whether the plant has a limit.</summary>
    public bool IsLimited { get; }

    public void Reset(Load[] loads, int lines)
    {
        if (!IsLimited)
        {
            return;
        }

        Array.Clear(_leaving);
        _next = 0;
        _taken = _initial.Length;
        foreach (var due in _initial)
        {
            _leaving[Array.BinarySearch(_dues, due)]++;
        }

        foreach (var due in _dues.Where(due => due > 0))
        {
            for (var line = 0; line < lines; line++)
            {
                _events.Add(due, EventKind.Wake, line, 0);
            }
        }

        foreach (var load in loads)
        {
            foreach (var due in load.Dues)
            {
                if (due - load.LeastSeconds is > 0 and var pressing)
                {
                    _events.Add(pressing, EventKind.Wake, load.Line, 0);
                }
            }
        }
    }

    /// <summary>Whether a load may start now.</summary>
    public bool HasRoom(Load load, int now)
    {
        if (!IsLimited)
        {
            return true;
        }

        while (_next < _dues.Length && _dues[_next] <= now)
        {
            _taken -= _leaving[_next++];
        }

        var early = Early(load, now);
        return early == 0 || _taken + early <= _places;
    }

    /// <summary>Books places for a load that starts.</summary>
    public void Take(Load load, int now)
    {
        if (!IsLimited)
        {
            return;
        }

        for (var i = load.Dues.Length - 1; i >= load.Dues.Length - Early(load, now); i--)
        {
            _leaving[Array.BinarySearch(_dues, load.Dues[i])]++;
            _taken++;
        }
    }

    // Dues ascend: those that could be met come last.
    private static int Early(Load load, int now)
    {
        var count = 0;
        for (var i = load.Dues.Length - 1; i >= 0 && load.Dues[i] > now + load.LeastSeconds; i--)
        {
            count++;
        }

        return count;
    }
}
