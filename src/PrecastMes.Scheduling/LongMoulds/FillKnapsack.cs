namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>The filling of one mould that is worth most (unbounded knapsack over lengths).</summary>
internal sealed class FillKnapsack(int capacity, int[] lengths)
{
    private readonly double[] _value = new double[capacity + 1];
    private readonly int[] _last = new int[capacity + 1];

    public double Solve(ReadOnlySpan<double> worth, int[] pieces)
    {
        for (int room = 0; room <= capacity; room++)
        {
            (_value[room], _last[room]) = room == 0 ? (0, -1) : (_value[room - 1], -1);
            for (int kind = 0; kind < lengths.Length; kind++)
            {
                if (lengths[kind] <= room && _value[room - lengths[kind]] + worth[kind] > _value[room])
                {
                    (_value[room], _last[room]) = (_value[room - lengths[kind]] + worth[kind], kind);
                }
            }
        }

        Array.Clear(pieces);
        for (int room = capacity; room > 0;)
        {
            if (_last[room] < 0)
            {
                room--;
                continue;
            }

            pieces[_last[room]]++;
            room -= lengths[_last[room]];
        }

        return _value[capacity];
    }
}
