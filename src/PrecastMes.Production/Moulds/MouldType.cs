using System.Globalization;

namespace PrecastMes.Production.Moulds;

/// <summary>
/// Equal moulds (模具): sets of side forms on a circulation line, or fixed moulds, each of which is then also a work unit
/// whose id is the unit's id. One unit makes one element at a time.
/// </summary>
/// <param name="Id">e.g. <c>SF-DBS1</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="LineId">The line where it is used.</param>
/// <param name="Count">How many units the plant owns.</param>
/// <param name="Marks">Type marks of the elements it makes; a mark has one mould type.</param>
public sealed record MouldType(string Id, LocalizedText Name, string LineId, int Count, IReadOnlyList<string> Marks)
{
    /// <summary>Cleaning after each turn before the unit may be used again, staffed minutes, 0–1,440.</summary>
    public int CleaningMinutes { get; init; }

    /// <summary>Set-up matrix: changes of mark that take time; the others take none.</summary>
    public IReadOnlyList<MouldChangeover> Changeovers { get; init; } = [];

    /// <summary>Its maintenance, or null.</summary>
    public MouldMaintenance? Maintenance { get; init; }

    /// <summary>Its life, or null for one that lasts as long as anybody plans.</summary>
    public MouldLife? Life { get; init; }

    /// <summary>Whether its units may need work between two uses.</summary>
    public bool IsServiced => CleaningMinutes > 0 || Changeovers.Count > 0 || Maintenance is not null || Life is not null;

    /// <summary>Unit ids: the type's id, a dash and a two-digit number from 01.</summary>
    public IEnumerable<string> Units() =>
        Enumerable.Range(1, Count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Id}-{n:00}"));
}
