namespace PrecastMes.Server.Api.Tables;

/// <summary>Facts count litres, documents cubic metres.</summary>
internal static class Volume
{
    /// <summary>Exact m³ of litres.</summary>
    public static decimal M3(long litres) => litres / 1000m;
}
