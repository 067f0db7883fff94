using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Bounds;

/// <summary>When elements are finished at the earliest if each is alone in the plant.</summary>
internal sealed class AloneRoutes(PlantModel model)
{
    private readonly Dictionary<(int Line, string Family, int From), int> _known = [];

    /// <summary>Finish of an element that starts at a second or later.</summary>
    public int FinishFrom(int second, ElementModel element)
    {
        var key = (element.Line, element.Element.FamilyCode, second);
        if (!_known.TryGetValue(key, out var finish))
        {
            _known.Add(key, finish = new RouteBound(model, model.Lines[element.Line], [element]).FinishFrom(second));
        }

        return finish;
    }

    /// <summary>Seconds that it is late from its release on; 0 when it can be on time.</summary>
    public int Late(ElementModel element) => Math.Max(0, FinishFrom(element.Release, element) - element.Due);
}
