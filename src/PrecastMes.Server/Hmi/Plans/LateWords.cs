using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Why an element is late, in the user's language.</summary>
public static class LateWords
{
    /// <summary>A sentence with the binding resource's id and name.</summary>
    public static string Of(LateElement late, Plant plant, ScreenText text) =>
        late.ReasonCode is "mould" or "pallet" or "station" or "crew" or "chamber" or "calendar" or "route" or "release"
            ? text["Late." + late.ReasonCode, Named(late.Resource, plant, text)]
            : $"{late.ReasonCode} {late.Resource}";

    /// <summary>A resource's id with its name where the plant's files give it one.</summary>
    public static string Named(string resource, Plant plant, ScreenText text)
    {
        if (plant.CirculationLines.Any(line => line.Chamber.CraneId == resource))
        {
            return $"{resource} ({text["Unit.Crane"]})";
        }

        if (plant.CirculationLines.Any(line => line.MixerId == resource) || plant.FixedMouldAreas.Any(area => area.MixerId == resource))
        {
            return $"{resource} ({text["Unit.Mixer"]})";
        }

        var name = plant.MouldTypes.Where(type => type.Id == resource).Select(type => type.Name)
            .Concat(plant.CirculationLines.SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
                .Concat(plant.FixedMouldAreas.SelectMany(area => area.FinishingStations))
                .Where(station => station.Id == resource).Select(station => station.Name))
            .Concat(plant.FixedMouldAreas.SelectMany(area => area.Crews).Where(crew => crew.Id == resource).Select(crew => crew.Name))
            .FirstOrDefault();
        return name is null ? resource : $"{resource} ({text.Name(name)})";
    }
}
