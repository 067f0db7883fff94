using PrecastMes.City.Volumes;

namespace PrecastMes.City.Reports;

/// <summary>Actual output (实际产量) by day, family and district.</summary>
public static class OutputReport
{
    /// <summary>Output of the days <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static VolumeReport<OutputVolume> Of(DateOnly from, DateOnly to, IEnumerable<PassedRow> passed) => VolumeReport<OutputVolume>.Of(
        from, to, passed.Select(p => new VolumeEntry(p.ElementId, p.FamilyCode, p.DistrictId, p.VolumeLitres, p.Day)));
}
