using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PrecastMes.Server.Hmi.City;

/// <summary>The city's view: the plan's targets, and this plant's capacity, scheduled volume and output, never mixed.</summary>
public sealed partial class CityPage
{
    private const int MostDays = 3660;
    private CityFigures? figures;
    private DateOnly from;
    private DateOnly to;
    private DateOnly dayRead;
    private long rowsRead = -1;
    private bool badPeriod;

    private string Query => $"from={Iso(from)}&to={Iso(to)}";

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var today = Zone.Today;
        if (from == default)
        {
            (from, to) = (new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, DateTime.DaysInMonth(today.Year, today.Month)));
        }

        var rows = Pulse.Rows;
        if (figures is not null && rows == rowsRead && today == dayRead && figures.Balance.From == from && figures.Balance.To == to)
        {
            return false;
        }

        figures = await Source.ReadAsync(from, to, cancellation);
        (rowsRead, dayRead) = (rows, today);
        return true;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string DistrictName(string id) => Plant.Districts.FirstOrDefault(district => district.Id == id) is { } known ? $"{T.Name(known.Name)} ({id})" : id;

    private async Task PeriodAsync(ChangeEventArgs change, bool first)
    {
        if (!DateOnly.TryParseExact((string?)change.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return;
        }

        var (begin, end) = first ? (day, to) : (from, day);
        badPeriod = end < begin || end.DayNumber - begin.DayNumber >= MostDays;
        if (!badPeriod)
        {
            (from, to) = (begin, end);
            await ReadAsync(Left);
        }
    }
}
