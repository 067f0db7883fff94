using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Projects;
using PrecastMes.Persistence.Shifts;

namespace PrecastMes.Tests.Persistence;

/// <summary>Rows with unimportant values, for tests that set what they are about.</summary>
internal static class Some
{
    internal static DateTimeOffset Instant { get; } = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));

    internal static ProjectRow Project(string id, string district) =>
        new() { Id = id, NameZh = "样例", NameEn = "Sample", DistrictId = district, ImportedAt = Instant };

    internal static ElementRow Element(string id, string project = "HX1", string family = "DBS", int litres = 500) => new()
    {
        Id = id,
        ProjectId = project,
        Building = "B1",
        Floor = 1,
        Mark = family + "1",
        FamilyCode = family,
        LengthMm = 3000,
        WidthMm = 2000,
        ThicknessMm = 60,
        ConcreteGrade = "C30",
        VolumeLitres = litres,
        WeightKg = litres * 5 / 2,
        NeedDate = new DateOnly(2026, 3, 5),
    };

    internal static ShiftCloseRow Close(string shift = "2026-03-02/early") => new()
    {
        ShiftId = shift,
        Day = new DateOnly(2026, 3, 2),
        ShiftCode = "early",
        StartAt = Instant,
        EndAt = Instant.AddHours(8),
        ClosedAt = Instant.AddHours(8),
        CapacityBasis = "",
    };

    internal static ShiftCloseElementRow Counted(string element) => new()
    {
        ElementId = element, ShiftId = "", FamilyCode = "DBS", DistrictId = "T1-06", VolumeLitres = 500, PassedAt = Instant,
    };
}
