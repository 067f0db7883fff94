using PrecastMes.Production.Plants;

namespace PrecastMes.Server.Hmi.Resources;

/// <summary>Instants as the plant's wall clock shows them, written the user's way.</summary>
public sealed class PlantZone(Plant plant, TimeProvider clock, ScreenText text)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(plant.Calendar.TimeZoneId);

    /// <summary>Plant time now, in the plant's zone.</summary>
    public DateTimeOffset Now => Local(clock.GetUtcNow());

    /// <summary>The local day that it is at the plant.</summary>
    public DateOnly Today => DayOf(clock.GetUtcNow());

    /// <summary>The same instant in the plant's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The plant's local day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>First instant of a local day, UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero);

    /// <summary>Day and minute.</summary>
    public string Minute(DateTimeOffset instant) => Write(instant, text["Format.Minute"]);

    /// <summary>Day and minute, or the given text when there is none.</summary>
    public string Minute(DateTimeOffset? instant, string none = "—") => instant is { } known ? Minute(known) : none;

    /// <summary>Day and minute without the year, for tables within one plan.</summary>
    public string Short(DateTimeOffset instant) => Write(instant, text["Format.Short"]);

    /// <summary>Day, minute and second.</summary>
    public string Second(DateTimeOffset instant) => Write(instant, text["Format.Second"]);

    /// <summary>A local day.</summary>
    public string Day(DateOnly day) => day.ToString(text["Format.Day"], text.Culture);

    private string Write(DateTimeOffset instant, string format) => Local(instant).ToString(format, text.Culture);
}
