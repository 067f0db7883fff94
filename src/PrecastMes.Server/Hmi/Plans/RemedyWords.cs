using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Scenarios;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>A remedy and the floors that it is for, in the user's language.</summary>
public static class RemedyWords
{
    /// <summary>Its changes.</summary>
    public static string Of(Remedy remedy, Plant plant, ScreenText text, PlantZone zone)
    {
        ArgumentNullException.ThrowIfNull(remedy);
        return string.Join(" + ", remedy.Changes.Select(change => Of(change, plant, text, zone)));
    }

    /// <summary>A floor, as short as it can be told.</summary>
    public static string Name(LateFloor floor, ScreenText text)
    {
        ArgumentNullException.ThrowIfNull(floor);
        ArgumentNullException.ThrowIfNull(text);
        return text["Remedy.Floor", floor.ProjectId, floor.Building, floor.Floor];
    }

    private static string Of(PlantChange change, Plant plant, ScreenText text, PlantZone zone) => change switch
    {
        MoreMoulds more => text["Remedy.moreMoulds", more.Count, LateWords.Named(more.MouldTypeId, plant, text)],
        MorePallets more => text["Remedy.morePallets", more.Count, more.LineId],
        MoreCompartments more => text["Remedy.moreCompartments", more.Levels, more.LineId],
        MoreGangs more => text["Remedy.moreGangs", more.Count, LateWords.Named(more.CrewId, plant, text)],
        LongerDay { Calendar: { } calendar } longer => text["Remedy.longerDayOf", longer.Minutes, calendar],
        LongerDay longer => text["Remedy.longerDay", longer.Minutes],
        WorkOn { Calendar: { } calendar } day => text["Remedy.workOnOf", zone.Day(day.Date), calendar],
        WorkOn day => text["Remedy.workOn", zone.Day(day.Date)],
        _ => change.ToString(),
    };
}
