using System.Globalization;

namespace PrecastMes.Production.Lines;

/// <summary>A curing chamber (养护窑) of columns and levels, served by one stacker crane (码垛机).</summary>
/// <param name="Id">e.g. <c>CH1</c>.</param>
/// <param name="CraneId">Work unit of the stacker crane.</param>
/// <param name="Columns">Columns, from 1.</param>
/// <param name="Levels">Levels, from 1 at the floor.</param>
/// <param name="StoreSeconds">Nominal crane cycle from the last wet station into a compartment, seconds.</param>
/// <param name="RetrieveSeconds">Nominal crane cycle from a compartment to the first dry station, seconds.</param>
public sealed record CuringChamber(string Id, string CraneId, int Columns, int Levels, int StoreSeconds, int RetrieveSeconds)
{
    /// <summary>All compartments (窑位), column by column: <c>CH1-C1L1</c>, <c>CH1-C1L2</c>, …</summary>
    public IEnumerable<string> Compartments()
    {
        for (var column = 1; column <= Columns; column++)
        {
            for (var level = 1; level <= Levels; level++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{Id}-C{column}L{level}");
            }
        }
    }
}
