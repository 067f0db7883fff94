using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads the weights of the planning objective; a part that is left out weighs nothing.</summary>
internal static class ObjectiveYaml
{
    private const int Heaviest = 100_000;

    public static ObjectiveWeights Read(MapReader map)
    {
        int Weight(string part) => map.Int(part, 0, Heaviest, whenLeftOut: 0);
        var weights = new ObjectiveWeights
        {
            FloorTardinessPerHour = Weight("floorTardinessPerHour"),
            TardinessPerHour = Weight("tardinessPerHour"),
            EarlinessPerDay = Weight("earlinessPerDay"),
            OvertimePerHour = Weight("overtimePerHour"),
            ChangeoverEach = Weight("changeoverEach"),
            MouldChangePerHour = Weight("mouldChangePerHour"),
            MakespanPerHour = Weight("makespanPerHour"),
        };
        map.Done();
        if (map.Good("floorTardinessPerHour", "tardinessPerHour") && weights is { FloorTardinessPerHour: 0, TardinessPerHour: 0 })
        {
            map.Misfit(
                "floorTardinessPerHour", "0",
                new LocalizedText("floorTardinessPerHour 和 tardinessPerHour 至少一个大于 0", "floorTardinessPerHour or tardinessPerHour over 0"),
                new LocalizedText("拖期不计分，计划就不会按期", "With lateness at no points no plan would be on time"));
        }

        return weights;
    }
}
