namespace PrecastMes.Tests.Scheduling;

/// <summary>Intervals in which loads hold resources; a resource is held by one load at a time.</summary>
internal sealed class PlanCheckerHolds(List<string> findings)
{
    private readonly Dictionary<(string Rule, string Resource), List<(long From, long To, string Load)>> _holds = [];

    /// <summary>Notes that a load holds a resource in <c>[from, to)</c>.</summary>
    public void Add(string rule, string resource, long from, long to, string load)
    {
        if (!_holds.TryGetValue((rule, resource), out var holds))
        {
            _holds[(rule, resource)] = holds = [];
        }

        holds.Add((from, to, load));
    }

    public void Check()
    {
        foreach (var ((rule, resource), holds) in _holds)
        {
            holds.Sort();
            for (var i = 1; i < holds.Count; i++)
            {
                if (holds[i].From < holds[i - 1].To)
                {
                    findings.Add($"{rule}: {resource} is held by {holds[i - 1].Load} until {holds[i - 1].To} and by {holds[i].Load} from {holds[i].From}");
                }
            }
        }
    }
}
