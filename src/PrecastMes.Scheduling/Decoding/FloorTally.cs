using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>How late each floor is so far: as late as its latest element.</summary>
internal sealed class FloorTally(PlantModel model)
{
    private readonly int[] _late = new int[model.FloorWeights.Length];

    public void Reset() => Array.Clear(_late);

    public void Pass(StateTape tape) => tape.Pass(_late);

    /// <summary>By how much weighted seconds the floors are later than before when a load finishes.</summary>
    public long Later(Load load, int finish)
    {
        long later = 0;
        for (var i = 0; i < load.Dues.Length && load.Dues[i] < finish; i++)
        {
            var floor = load.Floors[i];
            var late = finish - load.Dues[i];
            if (late > _late[floor])
            {
                later += (late - _late[floor]) * model.FloorWeights[floor];
                _late[floor] = late;
            }
        }

        return later;
    }

    /// <summary>Whether a load is late and some floor of it is no earlier than that.</summary>
    public bool IsLast(Load load, int finish)
    {
        for (var i = 0; i < load.Dues.Length && load.Dues[i] < finish; i++)
        {
            if (_late[load.Floors[i]] == finish - load.Dues[i])
            {
                return true;
            }
        }

        return false;
    }
}
