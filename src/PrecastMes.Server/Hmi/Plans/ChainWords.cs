using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>A link of a late floor's chain, in the user's language.</summary>
public static class ChainWords
{
    /// <summary>A sentence with the load, the binding resource's id and name, and who held it.</summary>
    public static string Of(BindingLink link, Plant plant, ScreenText text)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(text);
        var bound = text["Chain." + link.Rule, GanttBuilder.Short(link.LoadId), link.Resource.Length == 0 ? "" : LateWords.Named(link.Resource, plant, text)];
        return bound + link switch
        {
            { HeldBy: null } => "",
            { Loads: 1 } => text["Chain.HeldBy", GanttBuilder.Short(link.HeldBy)],
            _ => text["Chain.InTurn", link.Loads, GanttBuilder.Short(link.HeldBy)],
        };
    }
}
