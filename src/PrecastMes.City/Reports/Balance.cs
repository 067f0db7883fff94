using PrecastMes.City.Capacity;
using PrecastMes.City.Volumes;
using PrecastMes.Production.Calendars;

namespace PrecastMes.City.Reports;

/// <summary>Capacity, scheduled volume, spare capacity and output of one period side by side, with the two utilisations.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Capacity">Design capacity of the period.</param>
/// <param name="Scheduled">Scheduled in the period.</param>
/// <param name="Spare">Spare in the period.</param>
/// <param name="SpareIsDeclared">True when the plant declared it; false when it is capacity less scheduled.</param>
/// <param name="Output">Output of the period.</param>
public sealed record Balance(
    DateOnly From,
    DateOnly To,
    CapacityVolume Capacity,
    ScheduledVolume Scheduled,
    SpareVolume Spare,
    bool SpareIsDeclared,
    OutputVolume Output)
{
    /// <summary>Output over capacity.</summary>
    public Utilisation U1 => Utilisation.OfCapacity(Output, Capacity);

    /// <summary>Scheduled over scheduled and spare.</summary>
    public Utilisation U2 => Utilisation.OfSchedule(Scheduled, Spare);

    /// <summary>The balance of the days from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <param name="statement">The plant's capacity.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="scheduled">What released plans finish.</param>
    /// <param name="output">What passed.</param>
    /// <param name="declaredSpare">What the plant declares spare; null to take capacity less scheduled, at least 0.</param>
    public static Balance Of(
        CapacityStatement statement,
        PlantCalendar calendar,
        DateOnly from,
        DateOnly to,
        IEnumerable<ScheduledRow> scheduled,
        IEnumerable<PassedRow> output,
        SpareVolume? declaredSpare = null)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var capacity = statement.Between(calendar, from, to);
        var planned = ScheduleReport.Of(from, to, scheduled).Total;
        return new Balance(
            from,
            to,
            capacity,
            planned,
            declaredSpare ?? new SpareVolume(Math.Max(0, capacity.Litres - planned.Litres)),
            declaredSpare is not null,
            OutputReport.Of(from, to, output).Total);
    }
}
