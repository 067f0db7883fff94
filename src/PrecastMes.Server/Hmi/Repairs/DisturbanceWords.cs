using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Hmi.Plans;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Repairs;

/// <summary>A disturbance as a line of text in the user's language.</summary>
public static class DisturbanceWords
{
    /// <summary>What, where and until when.</summary>
    public static string Of(Disturbance disturbance, Plant plant, ScreenText text, PlantZone zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(zone);
        return disturbance switch
        {
            StationDown down => text["Repair.Is.station", LateWords.Named(down.Unit, plant, text), zone.Short(down.From), zone.Short(down.Until)],
            PalletHeld held => text["Repair.Is.pallet", held.PalletId, zone.Short(held.Until)],
            MouldBroken { Until: { } until } broken => text["Repair.Is.mould", broken.MouldUnit, zone.Short(until)],
            MouldBroken broken => text["Repair.Is.mouldLost", broken.MouldUnit],
            CrewMissing missing => text["Repair.Is.crew", LateWords.Named(missing.CrewId, plant, text), missing.Gangs, zone.Short(missing.From), zone.Short(missing.Until)],
            _ => disturbance?.ToString() ?? "",
        };
    }
}
