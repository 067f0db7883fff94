using System.Globalization;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Cli;

/// <summary>A link of a late floor's chain, in words.</summary>
internal static class ChainText
{
    /// <summary>A sentence with the load, the binding resource and who held it.</summary>
    public static string Of(BindingLink link, CultureInfo culture) =>
        Text.In(culture, "chain." + link.Rule, Short(link.LoadId), link.Resource) + link switch
        {
            { HeldBy: null } => "",
            { Loads: 1 } => Text.In(culture, "chain.heldBy", Short(link.HeldBy)),
            _ => Text.In(culture, "chain.inTurn", link.Loads, Short(link.HeldBy)),
        };

    private static string Short(string loadId) => loadId[(loadId.LastIndexOf('-') + 1)..];
}
