using PrecastMes.Production.Lines;
using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A step of a line's route at a work unit.</summary>
/// <param name="Station">The station as configured.</param>
/// <param name="Crew">Index of the crew in its area; -1 where no crew is needed.</param>
internal sealed record StationModel(Station Station, int Crew)
{
    public OperationKind Kind { get; } = Station.Kind;
}
