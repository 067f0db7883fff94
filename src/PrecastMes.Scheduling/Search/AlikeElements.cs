using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Deals elements that are alike among the places that they have: the one that is due first to the place that is finished first. One
/// piece of a mark is as good as another until it is cast, so nothing about the loads changes but who is in them, and all times stay.
/// With equal weights no other dealing is less late (exchanging two in order of due dates never helps).
/// </summary>
internal sealed class AlikeElements
{
    private readonly PlantModel _model;
    private readonly int[] _kind;
    private readonly int _kinds;

    public AlikeElements(PlantModel model)
    {
        _model = model;
        var kinds = new Dictionary<(int Release, Element Alike), int>();
        _kind = [.. model.Elements.Select(element =>
        {
            var kind = (element.Release, element.Element with { Id = "", ProjectId = "", Building = "", Floor = 0, NeedDate = default, ReleaseDate = null });
            kinds.TryAdd(kind, kinds.Count);
            return kinds[kind];
        })];
        _kinds = kinds.Count;
    }

    /// <summary>The loads with their places dealt anew; those in which nothing changes, or that are locked or held, are the same objects. Null when none changes.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="finish">By load when it is finished, seconds.</param>
    public Load[]? Deal(Load[] loads, int[] finish)
    {
        var placements = new Placements[loads.Length];
        var changed = false;
        foreach (var places in PlacesByKind(loads))
        {
            changed |= places is { Count: > 1 } && Deal(places, loads, finish, placements);
        }

        return changed ? [.. loads.Select((load, i) => placements[i].Changed is { } elements ? new Load(_model, elements) : load)] : null;
    }

    private List<(int Load, int Place)>?[] PlacesByKind(Load[] loads)
    {
        var places = new List<(int Load, int Place)>?[_kinds];
        for (var i = 0; i < loads.Length; i++)
        {
            for (var place = 0; place < loads[i].Placements.Length && loads[i] is { LockedStart: null, Held: null }; place++)
            {
                (places[_kind[loads[i].Placements[place].Element]] ??= []).Add((i, place));
            }
        }

        return places;
    }

    // Whoever is due when his place is to be due stays, so that pieces of one floor don't change places for nothing.
    private bool Deal(List<(int Load, int Place)> places, Load[] loads, int[] finish, Placements[] placements)
    {
        int ElementAt((int Load, int Place) at) => loads[at.Load].Placements[at.Place].Element;
        var elements = places.Select(ElementAt).OrderBy(e => _model.Elements[e].Due).ThenBy(e => e).ToArray();
        places.Sort((a, b) => (finish[a.Load], a.Load, a.Place).CompareTo((finish[b.Load], b.Load, b.Place)));
        var staying = new HashSet<int>();
        for (var i = 0; i < places.Count; i++)
        {
            if (_model.Elements[ElementAt(places[i])].Due == _model.Elements[elements[i]].Due)
            {
                staying.Add(ElementAt(places[i]));
            }
        }

        if (staying.Count == places.Count)
        {
            return false;
        }

        var moving = new Queue<int>(elements.Where(e => !staying.Contains(e)));
        foreach (var at in places)
        {
            if (!staying.Contains(ElementAt(at)))
            {
                placements[at.Load].Put(loads[at.Load], at.Place, moving.Dequeue());
            }
        }

        return true;
    }

    private struct Placements
    {
        public Nesting.Placement[]? Changed { get; private set; }

        public void Put(Load load, int place, int element)
        {
            Changed ??= [.. load.Placements];
            Changed[place] = Changed[place] with { Element = element };
        }
    }
}
