using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Scheduling.Shops;

/// <summary>A stage of every line.</summary>
/// <param name="Kind">Curing is clock time and has no station.</param>
/// <param name="Calendar">When its crew works; null for clock time.</param>
/// <param name="Stations">Of each line.</param>
internal sealed record ShopStage(string Name, OperationKind Kind, WorkCalendar? Calendar, int Stations);
