namespace PrecastMes.OpcUa.Server;

/// <summary>An EventFilter (Part 4 §7.22.3) that was checked: which events pass, and which of their fields go out.</summary>
internal sealed class CompiledEventFilter(SelectClause?[] select, WhereClause where)
{
    public bool Accepts(ReportedEvent reported, FilterBudget budget) => where.Accepts(reported, budget);

    /// <summary>A value for each clause; null for one that was refused and for a field that the event does not have.</summary>
    public Variant[] Select(ReportedEvent reported, IReadOnlyList<string> locales)
    {
        var fields = new Variant[select.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = select[i]?.Evaluate(reported, locales) ?? Variant.Null;
        }

        return fields;
    }
}
