using PrecastMes.Execution.Journal;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Execution.Projections;

/// <summary>Rows of an element's life.</summary>
internal static class ElementFacts
{
    public static ElementEventRow Row(
        JournalEntry entry,
        string elementId,
        DateTimeOffset at,
        string kind,
        string unit = "",
        string operation = "",
        string detail = "",
        DateTimeOffset? startedAt = null) => new()
        {
            ElementId = elementId,
            Source = entry.PersistenceId,
            Sequence = entry.Sequence,
            At = at,
            StartedAt = startedAt,
            Kind = kind,
            Unit = unit,
            Operation = operation,
            Detail = detail,
        };
}
