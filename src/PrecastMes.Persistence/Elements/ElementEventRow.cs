namespace PrecastMes.Persistence.Elements;

/// <summary>
/// A fact in an element's life. The key is the journal event and the element, so that applying the event again finds the
/// row instead of adding one.
/// </summary>
public sealed class ElementEventRow
{
    /// <summary>The element; key.</summary>
    public required string ElementId { get; set; }

    /// <summary>Persistence id of the journal that holds the fact; key.</summary>
    public required string Source { get; set; }

    /// <summary>The fact's number in that journal; key.</summary>
    public long Sequence { get; set; }

    /// <summary>When it happened, plant time, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When what ended at <see cref="At"/> began; null for what has no length.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>What kind of fact, e.g. <c>operation</c>, <c>moved</c>, <c>cured</c>, <c>passed</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Work unit or place; empty where there is none.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Operation code; empty where there is none.</summary>
    public string Operation { get; set; } = "";

    /// <summary>Further names and values; empty where there are none.</summary>
    public string Detail { get; set; } = "";
}
