namespace PrecastMes.Scheduling.Modelling;

/// <summary>Fixed intervals of one resource that belong to released loads, in seconds of the plan.</summary>
internal sealed class Reservations
{
    private readonly List<(int From, int To)> _held = [];

    public void Add(int from, int to)
    {
        if (to > 0 && to > from)
        {
            _held.Add((from, to));
            _held.Sort();
        }
    }

    /// <summary><paramref name="from"/> when <c>[from, to)</c> is free, else the end of a reservation that is in the way.</summary>
    public int FreeFrom(int from, int to)
    {
        foreach (var held in _held)
        {
            if (held.From < to && from < held.To)
            {
                return held.To;
            }
        }

        return from;
    }
}
