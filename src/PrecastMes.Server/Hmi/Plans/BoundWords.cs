using System.Text.RegularExpressions;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>What a plan's lower bound rests on, in the user's language; the plan's document says it in English.</summary>
public static partial class BoundWords
{
    /// <summary>The bound's ground; as the document has it when it is of a kind that no text is kept for.</summary>
    public static string Of(string boundFrom, Plant plant, ScreenText text)
    {
        var found = Ground().Match(boundFrom);
        if (!found.Success)
        {
            return boundFrom;
        }

        var named = LateWords.Named(found.Groups["id"].Value, plant, text);
        var count = found.Groups["count"].Value;
        return found.Groups["kind"].Value switch
        {
            "mould type" => text["Bound.Mould", named, count],
            "station" => text["Bound.Station", named],
            "chamber" => text["Bound.Chamber", named, count],
            "crew" => text["Bound.Crew", named, count],
            _ => text["Bound.Pallets", count],
        };
    }

    [GeneratedRegex(@"^(?:(?<kind>mould type|station|chamber|crew) (?<id>[^\s,]+)(?:, (?<count>\d+) \w+)?|(?<count>\d+) (?<kind>pallets) of line (?<id>\S+))$")]
    private static partial Regex Ground();
}
