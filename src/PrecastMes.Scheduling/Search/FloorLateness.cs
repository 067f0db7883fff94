using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>How late floors are while loads change their finish, each as late as its latest element.</summary>
internal sealed class FloorLateness
{
    private readonly PlantModel _model;
    private readonly int[] _finish;
    private readonly int[][] _loadsOf;

    // By load: its floors and, beside each, the earliest date at which it has to be there.
    private readonly (int Floor, int Due)[][] _dues;

    /// <param name="model">The plant.</param>
    /// <param name="loads">All loads.</param>
    /// <param name="finish">Their finishes; changed by the owner as loads change theirs.</param>
    public FloorLateness(PlantModel model, Load[] loads, int[] finish)
    {
        _model = model;
        _finish = finish;
        _dues = new (int, int)[loads.Length][];
        var loadsOf = new List<int>[model.FloorWeights.Length];
        for (var i = 0; i < loads.Length; i++)
        {
            var dues = new Dictionary<int, int>();
            for (var e = 0; e < loads[i].Dues.Length; e++)
            {
                dues.TryAdd(loads[i].Floors[e], loads[i].Dues[e]);
            }

            _dues[i] = [.. dues.Select(due => (due.Key, due.Value))];
            foreach (var floor in dues.Keys)
            {
                (loadsOf[floor] ??= []).Add(i);
            }
        }

        _loadsOf = Array.ConvertAll(loadsOf, list => list?.ToArray() ?? []);
    }

    /// <summary>Weighted seconds that all floors of two loads are late when these finish at other times.</summary>
    public long Of(int one, int oneFinish, int other, int otherFinish)
    {
        long late = 0;
        foreach (var (floor, _) in _dues[one])
        {
            late += Late(floor, one, oneFinish, other, otherFinish);
        }

        foreach (var (floor, _) in _dues[other])
        {
            if (!IsOn(floor, one))
            {
                late += Late(floor, one, oneFinish, other, otherFinish);
            }
        }

        return late;
    }

    private bool IsOn(int floor, int load)
    {
        foreach (var (its, _) in _dues[load])
        {
            if (its == floor)
            {
                return true;
            }
        }

        return false;
    }

    private long Late(int floor, int one, int oneFinish, int other, int otherFinish)
    {
        var late = 0;
        foreach (var load in _loadsOf[floor])
        {
            var finish = load == one ? oneFinish : load == other ? otherFinish : _finish[load];
            foreach (var (its, due) in _dues[load])
            {
                late = its == floor ? Math.Max(late, finish - due) : late;
            }
        }

        return late * _model.FloorWeights[floor];
    }
}
