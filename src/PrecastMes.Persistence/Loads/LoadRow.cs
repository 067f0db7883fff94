using PrecastMes.Persistence.Elements;

namespace PrecastMes.Persistence.Loads;

/// <summary>A load of an accepted plan: the elements cast together. Instants are plant time, UTC.</summary>
public sealed class LoadRow
{
    /// <summary>The load, e.g. <c>PL0001-L0007</c>; key.</summary>
    public required string Id { get; set; }

    /// <summary>The plan.</summary>
    public required string PlanId { get; set; }

    /// <summary>The line.</summary>
    public required string LineId { get; set; }

    /// <summary>Order of start on its line, from 1.</summary>
    public int Sequence { get; set; }

    /// <summary>The pallet it is or was on; the plan's until it starts; null in a fixed mould.</summary>
    public string? PalletId { get; set; }

    /// <summary>Family.</summary>
    public required string FamilyCode { get; set; }

    /// <summary>Strength grade.</summary>
    public required string ConcreteGrade { get; set; }

    /// <summary>Curing programme.</summary>
    public required string CuringProgramId { get; set; }

    /// <summary>Elements in it.</summary>
    public int Elements { get; set; }

    /// <summary>Concrete, litres.</summary>
    public int VolumeLitres { get; set; }

    /// <summary>How far it has come.</summary>
    public ElementState State { get; set; }

    /// <summary>Planned start.</summary>
    public DateTimeOffset PlannedStart { get; set; }

    /// <summary>Compartment or fixed mould of the plan.</summary>
    public required string PlannedPlace { get; set; }

    /// <summary>Planned end of final inspection.</summary>
    public DateTimeOffset PlannedFinish { get; set; }

    /// <summary>Earliest due instant of its elements.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>It was started.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>End of casting.</summary>
    public DateTimeOffset? CastAt { get; set; }

    /// <summary>Compartment or fixed mould where it cures or cured.</summary>
    public string? CuringPlace { get; set; }

    /// <summary>Curing was over.</summary>
    public DateTimeOffset? CuredAt { get; set; }

    /// <summary>Its elements passed final inspection.</summary>
    public DateTimeOffset? PassedAt { get; set; }
}
