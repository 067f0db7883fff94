namespace PrecastMes.Persistence.Plans;

/// <summary>An accepted plan with its document as it was accepted.</summary>
public sealed class PlanRow
{
    /// <summary>The plan, e.g. <c>PL0001</c>; key.</summary>
    public required string Id { get; set; }

    /// <summary>When planning ended, plant time.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>No operation starts before.</summary>
    public DateTimeOffset StartAt { get; set; }

    /// <summary>When its loads were released to the lines; null while it is only accepted.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>The plan, JSON (<c>config/schemas/plan.schema.json</c>).</summary>
    public required string Document { get; set; }

    /// <summary>Its key figures, JSON.</summary>
    public required string Kpi { get; set; }
}
