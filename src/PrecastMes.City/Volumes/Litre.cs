using System.Globalization;

namespace PrecastMes.City.Volumes;

/// <summary>Litres and the units of documents and screens.</summary>
internal static class Litre
{
    private const decimal PerM3 = 1000m;
    private const decimal PerTenThousandM3 = 10_000_000m;

    public static decimal ToM3(long litres) => litres / PerM3;

    public static decimal ToTenThousandM3(long litres) => litres / PerTenThousandM3;

    public static long NotNegative(long litres, string meaning) => litres >= 0
        ? litres
        : throw new ArgumentOutOfRangeException(
            nameof(litres), string.Create(CultureInfo.InvariantCulture, $"A {meaning} can't be {litres} litres; volumes are not negative."));
}
