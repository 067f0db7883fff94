using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>The late floors of a plan, each with the chain of what binds it.</summary>
internal sealed class LateFloors(PlantModel model, Load[] loads, Schedule schedule, PlanDraft draft, IReadOnlyList<PlannedLoad> released)
{
    private const int MostLinks = 30;

    /// <summary>Those of the late elements, the latest first.</summary>
    public IReadOnlyList<LateFloor> Explain(IReadOnlyList<LateElement> late)
    {
        if (late.Count == 0)
        {
            return [];
        }

        var elements = late.ToDictionary(each => each.ElementId, StringComparer.Ordinal);
        var floors = new Dictionary<(string Project, string Building, int Floor), (LateElement Last, DateTimeOffset Due, int Count, int Load)>();
        for (var load = 0; load < schedule.Count; load++)
        {
            if (loads[load].Dues[0] >= schedule.Finish[load])
            {
                continue;
            }

            foreach (var placement in loads[load].Placements)
            {
                var element = model.Elements[placement.Element].Element;
                if (!elements.TryGetValue(element.Id, out var each))
                {
                    continue;
                }

                var key = (element.ProjectId, element.Building, element.Floor);
                var known = floors.TryGetValue(key, out var floor) ? floor : (Last: each, Due: each.DueAt, Count: 0, Load: load);
                var last = each.FinishAt > known.Last.FinishAt ? (each, load) : (known.Last, known.Load);
                floors[key] = (last.Item1, known.Due < each.DueAt ? known.Due : each.DueAt, known.Count + 1, last.Item2);
            }
        }

        var chain = new BindingChain(model, loads, schedule, released);
        return
        [
            .. floors.OrderByDescending(floor => floor.Value.Last.FinishAt - floor.Value.Due)
                .ThenBy(floor => floor.Key.Project, StringComparer.Ordinal).ThenBy(floor => floor.Key.Building, StringComparer.Ordinal).ThenBy(floor => floor.Key.Floor)
                .Select((floor, i) => new LateFloor(
                    floor.Key.Project, floor.Key.Building, floor.Key.Floor, floor.Value.Due, floor.Value.Last.FinishAt, floor.Value.Count, floor.Value.Last.ReasonCode, floor.Value.Last.Resource)
                {
                    Chain = i < LateFloor.MostChains ? [.. chain.Of(floor.Value.Load, MostLinks).Select(Write).Reverse()] : null,
                }),
        ];
    }

    private BindingLink Write(ChainLink link) => new(
        model.Instant(link.Since), model.Instant(link.Until), Id(link.Load), link.Rule, link.Resource, link.Holder is { } holder ? Id(holder) : null, link.Loads);

    private string Id(int load) => load >= 0 ? draft.IdOf(load) : released[Hold.Released(load)].LoadId;
}
