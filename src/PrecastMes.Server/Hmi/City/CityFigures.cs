using PrecastMes.City.Capacity;
using PrecastMes.City.Reports;
using PrecastMes.City.Volumes;
using PrecastMes.Persistence.Shifts;

namespace PrecastMes.Server.Hmi.City;

/// <summary>What the city page shows of a period besides the plan's targets.</summary>
/// <param name="Capacity">The plant's design capacity with its factors.</param>
/// <param name="Balance">Capacity, scheduled volume, spare capacity and output side by side.</param>
/// <param name="Output">Output by day, family and district.</param>
/// <param name="Shifts">Closed shifts.</param>
public sealed record CityFigures(
    CapacityStatement Capacity, Balance Balance, VolumeReport<OutputVolume> Output, IReadOnlyList<ShiftCloseRow> Shifts);
