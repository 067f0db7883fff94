using System.Globalization;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Lines;

/// <summary>A shift's id in words.</summary>
public static class ShiftWords
{
    /// <summary><c>2026-03-02/early</c> as the user reads it.</summary>
    public static string Of(string shiftId, Plant plant, ScreenText text)
    {
        if (shiftId.Split('/') is not [var day, var code]
            || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return shiftId;
        }

        var name = plant.Calendar.Shifts.FirstOrDefault(shift => shift.Id == code) is { } known ? text.Name(known.Name) : code;
        return $"{date.ToString(text["Format.Day"], text.Culture)} {name}";
    }
}
