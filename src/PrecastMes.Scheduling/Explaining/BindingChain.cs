using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>
/// Walks backwards through a finished schedule from the finish of a load: through its own work, and wherever it waited on to the load that
/// gave free what it waited for, until the plan's start. Chains of several loads run together; their common part is walked once.
/// </summary>
internal sealed class BindingChain
{
    private readonly PlantModel _model;
    private readonly Load[] _loads;
    private readonly IReadOnlyList<PlannedLoad> _released;
    private readonly Way[] _ways;
    private readonly Needs[] _needs;
    private readonly ResourceHolds _holds;
    private readonly Dictionary<Wait, ChainPart> _known = [];

    // Of the part that is walked: its links, the last first, and who waits for what its load has. As long as the load has that, its work
    // is the other's waiting.
    private List<ChainLink> _links = [];
    private Wait? _for;

    public BindingChain(PlantModel model, Load[] loads, Schedule schedule, IReadOnlyList<PlannedLoad> released)
    {
        _model = model;
        _loads = loads;
        _released = released;
        _ways = [.. model.Lines.Select(line => new Way(line, schedule))];
        _needs = [.. model.Lines.Select(line => new Needs(model, line, loads, schedule))];
        _holds = new ResourceHolds(model, loads, schedule, _ways, released);
    }

    /// <summary>
    /// What binds the finish of a load, the last link first, like ones that touch made one; at most <paramref name="most"/> links, and then
    /// one for all before them.
    /// </summary>
    public List<ChainLink> Of(int load, int most)
    {
        var chain = new List<ChainLink>();
        var part = Walk(null, load, _ways[_loads[load].Line].LastAt);
        int? earliest = null;
        while (true)
        {
            foreach (var link in part.Links)
            {
                if (chain.Count > 0 && chain[^1].IsLike(link))
                {
                    chain[^1] = chain[^1] with { Since = link.Since, Loads = chain[^1].Loads + (link.Holder == earliest ? 0 : link.Loads) };
                }
                else if (chain.Count == most)
                {
                    chain.Add(new ChainLink(0, link.Until, link.Load, BindingRule.Earlier, "", null, 0));
                    return chain;
                }
                else
                {
                    chain.Add(link);
                }

                earliest = link.Holder;
            }

            if (part.Wait is not { } wait)
            {
                return chain;
            }

            part = part.Before ??= Known(wait);
        }
    }

    private ChainPart Known(Wait wait)
    {
        if (!_known.TryGetValue(wait, out var part))
        {
            part = Walk(wait, wait.Hold.Holder, wait.Hold.Activity);
            _known.Add(wait, part);
        }

        return part;
    }

    private ChainPart Walk(Wait? wait, int load, int number)
    {
        _links = [];
        _for = wait;
        while (true)
        {
            var line = _loads[load].Line;
            var activity = _ways[line][number];
            var (from, to) = _ways[line].Of(load, number);
            Add(load, from, to, activity.Kind == ActivityKind.Cure ? BindingRule.Cure : BindingRule.Work, _needs[line].Unit(load, activity));
            var ready = activity.Before < 0 ? _loads[load].Release : _ways[line].Of(load, activity.Before).To;
            if (WaitedFor(load, activity, ready, from) is { } next)
            {
                return new ChainPart(_links, next.Hold.Holder >= 0 ? next : null);
            }

            if (activity.Before < 0)
            {
                Add(load, 0, ready, BindingRule.Release, "");
                return new ChainPart(_links, null);
            }

            number = activity.Before;
        }
    }

    /// <summary>What a load had to wait for from when it was ready until an activity began; null where no load was in the way.</summary>
    private Wait? WaitedFor(int load, Activity activity, int ready, int at)
    {
        while (at > ready)
        {
            var inTheWay = InTheWay(load, activity, ready, at);
            Pause(load, activity, inTheWay?.Hold.To ?? ready, at);
            if (inTheWay is not { } found)
            {
                return null;
            }

            if (found.Hold.Holder is not (Hold.Outage or Hold.Service))
            {
                if (found.Hold.Holder < 0)
                {
                    Release(load, found.Need, found.Hold);
                }

                return new Wait(load, found.Need, found.Hold);
            }

            at = Math.Max(ready, found.Hold.From);
            Add(load, at, found.Hold.To, found.Hold.Holder == Hold.Service ? BindingRule.Service : BindingRule.Outage, found.Need.Name);
        }

        return null;
    }

    private (Need Need, Hold Hold)? InTheWay(int load, Activity activity, int ready, int at)
    {
        var needs = _needs[_loads[load].Line];
        if (needs.Opens(load, activity, ready) == at)
        {
            return null;
        }

        (Need, Hold)? last = null;
        foreach (var need in needs.Of(load, activity))
        {
            if (_holds.Of(need.Resource).LastInTheWay(ready, at, need.Units) is { } hold)
            {
                (last, ready) = ((need, hold), hold.To - 1);
            }
        }

        return last;
    }

    // Everything was there from an instant on, and yet it did not begin.
    private void Pause(int load, Activity activity, int from, int until)
    {
        if (from == until)
        {
            return;
        }

        var needs = _needs[_loads[load].Line];
        var opens = Math.Clamp(needs.Opens(load, activity, from), from, until);
        if (opens < until)
        {
            var (rule, resource) = needs.OpensBesideOutages(load, activity, from) == until ? (BindingRule.Outage, _model.Lines[_loads[load].Line].Steps[activity.Step].Station.Id)
                : _loads[load].Held is not null || _loads[load].LockedStart is not null ? (BindingRule.Planned, "")
                : (BindingRule.Turn, needs.Unit(load, activity));
            Add(load, opens, until, rule, resource);
        }

        if (from < opens)
        {
            var own = needs.OwnCalendarBefore(load, activity, opens);
            Add(load, from, opens, own is null ? BindingRule.Shift : BindingRule.Calendar, own ?? "");
        }
    }

    private void Release(int load, Need need, Hold hold)
    {
        _for = null;
        var released = _released[Hold.Released(hold.Holder)];
        var since = Math.Max(0, need.Resource.Kind switch
        {
            ResourceKind.Mould or ResourceKind.MouldUnit or ResourceKind.Pallet => _model.Second(released.MouldsFrom),
            ResourceKind.Chamber => _model.Second(released.Curing.StoreStart),
            _ => hold.From,
        });
        _links.Add(new ChainLink(since, hold.To, load, need.Rule, need.Name, hold.Holder, 1));
        Add(hold.Holder, 0, since, BindingRule.Given, "");
    }

    private void Add(int load, int since, int until, string rule, string resource)
    {
        if (until <= since)
        {
            return;
        }

        var isFor = _for is { } wait && wait.Hold.Holder == load && since >= wait.Hold.From;
        _for = isFor ? _for : null;
        var link = _for is { } waits
            ? new ChainLink(since, until, waits.Load, waits.Need.Rule, waits.Need.Name, load, 1)
            : new ChainLink(since, until, load, rule, resource, null, 0);
        if (_links.Count > 0 && _links[^1].IsLike(link) && _links[^1].Holder == link.Holder)
        {
            _links[^1] = _links[^1] with { Since = since };
        }
        else
        {
            _links.Add(link);
        }
    }
}
