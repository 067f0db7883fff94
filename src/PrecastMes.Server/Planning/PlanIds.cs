using System.Globalization;

namespace PrecastMes.Server.Planning;

/// <summary>Ids of plans: <c>PL0001</c>, <c>PL0002</c>, … Numbers are never used again.</summary>
internal static class PlanIds
{
    private const string Prefix = "PL";

    /// <summary>The first plan of a plant.</summary>
    public static string First => Of(1);

    /// <summary>The id after the greatest of these.</summary>
    public static string After(IEnumerable<string> used) => Of(1 + used.Select(Number).DefaultIfEmpty(0).Max());

    private static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:0000}");

    private static int Number(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
