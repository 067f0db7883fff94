using System.Text.Json;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Plain reading of the plan document for the checker.</summary>
internal static class PlanCheckerJson
{
    public static string Text(this JsonElement node, string key) => node.GetProperty(key).GetString() ?? "";

    public static long Number(this JsonElement node, string key) => node.GetProperty(key).GetInt64();

    public static double Real(this JsonElement node, string key) => node.GetProperty(key).GetDouble();

    /// <summary>An instant in seconds since 1970; parts of a second are refused.</summary>
    public static long At(this JsonElement node, string key)
    {
        var instant = node.GetProperty(key).GetDateTimeOffset();
        return instant.ToUnixTimeMilliseconds() % 1000 == 0
            ? instant.ToUnixTimeSeconds()
            : throw new FormatException($"{key} {instant:O} is not a whole second");
    }

    public static List<JsonElement> List(this JsonElement node, string key) => [.. node.GetProperty(key).EnumerateArray()];
}
