namespace PrecastMes.Persistence.Elements;

/// <summary>An element: what was ordered, where it is planned, what has happened to it. Instants are plant time, UTC.</summary>
public sealed class ElementRow
{
    /// <summary>The element; key.</summary>
    public required string Id { get; set; }

    /// <summary>The project that ordered it.</summary>
    public required string ProjectId { get; set; }

    /// <summary>Its place in the project's order file, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Building in the project.</summary>
    public required string Building { get; set; }

    /// <summary>Floor; basements are negative.</summary>
    public int Floor { get; set; }

    /// <summary>Type mark (构件型号).</summary>
    public required string Mark { get; set; }

    /// <summary>Family, e.g. <c>DBS</c>.</summary>
    public required string FamilyCode { get; set; }

    /// <summary>Length as it lies on the pallet, mm.</summary>
    public int LengthMm { get; set; }

    /// <summary>Width as it lies on the pallet, mm.</summary>
    public int WidthMm { get; set; }

    /// <summary>Thickness, mm.</summary>
    public int ThicknessMm { get; set; }

    /// <summary>Strength grade, e.g. <c>C30</c>.</summary>
    public required string ConcreteGrade { get; set; }

    /// <summary>Concrete, litres.</summary>
    public int VolumeLitres { get; set; }

    /// <summary>Mass when lifted, kg.</summary>
    public int WeightKg { get; set; }

    /// <summary>Need date (交期), plant zone.</summary>
    public DateOnly NeedDate { get; set; }

    /// <summary>The first day on which it may be made, plant zone; null when it may be at once.</summary>
    public DateOnly? ReleaseDate { get; set; }

    /// <summary>What an hour late of it counts, from 1.</summary>
    public int TardinessWeight { get; set; } = 1;

    /// <summary>How far it has come.</summary>
    public ElementState State { get; set; }

    /// <summary>The accepted plan that places it.</summary>
    public string? PlanId { get; set; }

    /// <summary>The load that it is cast with.</summary>
    public string? LoadId { get; set; }

    /// <summary>The pallet it is or was on; the plan's until its load starts.</summary>
    public string? PalletId { get; set; }

    /// <summary>Mould unit.</summary>
    public string? MouldUnit { get; set; }

    /// <summary>Left edge from the pallet's left end, mm.</summary>
    public int? XMm { get; set; }

    /// <summary>Lower edge from the pallet's lower side, mm.</summary>
    public int? YMm { get; set; }

    /// <summary>True when its length lies across the pallet.</summary>
    public bool? Rotated { get; set; }

    /// <summary>Planned start of its load.</summary>
    public DateTimeOffset? PlannedStart { get; set; }

    /// <summary>Planned end of final inspection.</summary>
    public DateTimeOffset? PlannedFinish { get; set; }

    /// <summary>Due: final inspection must end by then.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Its load was started.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>End of casting.</summary>
    public DateTimeOffset? CastAt { get; set; }

    /// <summary>Compartment or fixed mould where it cures or cured.</summary>
    public string? CuringPlace { get; set; }

    /// <summary>Curing began there.</summary>
    public DateTimeOffset? StoredAt { get; set; }

    /// <summary>Curing was over: retrieved from the compartment, or recorded in the fixed mould.</summary>
    public DateTimeOffset? CuredAt { get; set; }

    /// <summary>Nurse-Saul maturity at the end of curing, datum 0 ℃, 0.1 ℃·h.</summary>
    public int? MaturityDeciCHours { get; set; }

    /// <summary>Estimated strength at the end of curing, 0.1 MPa.</summary>
    public int? StrengthDeciMpa { get; set; }

    /// <summary>Its moulds were taken off.</summary>
    public DateTimeOffset? DemouldedAt { get; set; }

    /// <summary>It passed final inspection: it is output of that instant.</summary>
    public DateTimeOffset? PassedAt { get; set; }

    /// <summary>It was put into the yard.</summary>
    public DateTimeOffset? YardAt { get; set; }
}
