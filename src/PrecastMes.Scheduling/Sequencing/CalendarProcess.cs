using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>A process of every job: its kind and the calendar of its crew; curing needs none.</summary>
internal sealed record CalendarProcess(OperationKind Kind, WorkCalendar? Calendar);
