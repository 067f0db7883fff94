namespace PrecastMes.OpcUa;

/// <summary>Text that a peer sent, for logs and messages.</summary>
internal static class ForeignText
{
    private const int LongestShown = 256;

    /// <summary>On one line and not endless: it must not write lines of its own, nor steer a terminal.</summary>
    public static string Shown(string? text) => text is null
        ? ""
        : string.Create(Math.Min(text.Length, LongestShown), text, static (shown, all) =>
        {
            for (int i = 0; i < shown.Length; i++)
            {
                shown[i] = char.IsControl(all[i]) ? '?' : all[i];
            }
        });
}
