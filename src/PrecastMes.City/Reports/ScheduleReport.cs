using PrecastMes.City.Volumes;

namespace PrecastMes.City.Reports;

/// <summary>Scheduled volume (排产量) by day, family and district.</summary>
public static class ScheduleReport
{
    /// <summary>Scheduled for the days <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static VolumeReport<ScheduledVolume> Of(DateOnly from, DateOnly to, IEnumerable<ScheduledRow> scheduled) => VolumeReport<ScheduledVolume>.Of(
        from, to, scheduled.Select(s => new VolumeEntry(s.ElementId, s.FamilyCode, s.DistrictId, s.VolumeLitres, s.Day)));
}
