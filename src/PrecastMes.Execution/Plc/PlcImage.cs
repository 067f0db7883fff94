using System.Collections.Immutable;

namespace PrecastMes.Execution.Plc;

/// <summary>The PLC's side of all handshakes as last read. Levels only: a newer image replaces an older one whole.</summary>
/// <param name="Connected">True while the image follows the PLC; otherwise it is what was last seen.</param>
/// <param name="BootId">Changes at each start of the PLC.</param>
/// <param name="Fence">Highest owner epoch that the PLC has seen.</param>
/// <param name="AmbientTempC">Hall temperature, ℃.</param>
/// <param name="Units">By work unit, ordinal order.</param>
/// <param name="Places">By curing place, ordinal order.</param>
public sealed record PlcImage(
    bool Connected,
    uint BootId,
    uint Fence,
    float AmbientTempC,
    ImmutableSortedDictionary<string, UnitImage> Units,
    ImmutableSortedDictionary<string, PlaceImage> Places)
{
    /// <summary>Nothing read yet.</summary>
    public static PlcImage Nothing { get; } = new(
        false,
        0,
        0,
        0,
        ImmutableSortedDictionary.Create<string, UnitImage>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, PlaceImage>(StringComparer.Ordinal));
}
