using System.Text.RegularExpressions;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>What a plan's lower bound rests on, in the user's language; the plan's document says it in English.</summary>
public static partial class BoundWords
{
    /// <summary>The bound's ground.</summary>
    public static string Of(string boundFrom, ScreenText text) =>
        Mould().Match(boundFrom) is { Success: true } mould
            ? text["Bound.Mould", mould.Groups["type"].Value, mould.Groups["units"].Value]
            : boundFrom;

    [GeneratedRegex(@"^mould type (?<type>\S+), (?<units>\d+) units?$")]
    private static partial Regex Mould();
}
