using PrecastMes.Scheduling.RoughLoad;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Loads;

/// <summary>Resources and percentages of the rough load in the user's language.</summary>
internal static class LoadWords
{
    /// <summary>What and which one.</summary>
    public static string Name(ResourceKind kind, string id, ScreenText T) => $"{T["LoadKind." + kind]} {id}";

    /// <summary>A load, or that there is no working time.</summary>
    public static string Percent(double? percent, ScreenText T) => percent is { } value ? $"{T.Number(value)} %" : T["Load.Closed"];

    /// <summary>More than there is.</summary>
    public static bool IsOver(double? percent) => percent is null or > 100;
}
