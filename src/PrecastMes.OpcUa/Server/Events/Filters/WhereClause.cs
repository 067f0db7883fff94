namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A ContentFilter over the fields of events (Part 4 §7.7) that was checked. An element refers to later ones only; so they are worked
/// out from the last to the first, in one pass without recursion, whatever a client built.
/// </summary>
internal sealed class WhereClause
{
    private readonly AddressSpace _space;
    private readonly (FilterOperator Operator, CompiledOperand[] Operands)[] _elements;

    private WhereClause(AddressSpace space, (FilterOperator Operator, CompiledOperand[] Operands)[] elements)
    {
        _space = space;
        _elements = elements;
    }

    /// <summary>Null when an element is wrong; <paramref name="result"/> has a code for each of them.</summary>
    public static WhereClause? Compile(AddressSpace space, ContentFilterElement[] elements, ServerLimits limits, out ContentFilterResult result)
    {
        var compiled = new (FilterOperator, CompiledOperand[])[elements.Length];
        var results = new ContentFilterElementResult[elements.Length];
        bool isValid = true;
        for (int i = 0; i < elements.Length; i++)
        {
            results[i] = WhereClauseCompiler.Compile(space, elements, i, limits, out CompiledOperand[] operands);
            compiled[i] = (elements[i].FilterOperator, operands);
            isValid &= !results[i].StatusCode.IsBad;
        }

        result = new ContentFilterResult { ElementResults = results };
        return isValid ? new WhereClause(space, compiled) : null;
    }

    /// <summary>
    /// True when the first element is TRUE; FALSE and NULL keep the event back. No element lets every event pass. So does a clause that
    /// costs too much: rather an event too many than one that nobody hears of.
    /// </summary>
    public bool Accepts(ReportedEvent reported, FilterBudget budget)
    {
        if (_elements.Length == 0)
        {
            return true;
        }

        budget.BeginClause();
        var results = new Variant[_elements.Length];
        for (int i = _elements.Length - 1; i >= 0; i--)
        {
            results[i] = Evaluate(reported, _elements[i].Operator, _elements[i].Operands, results, budget);
            if (budget.IsExceeded)
            {
                return true;
            }
        }

        return results[0] == true;
    }

    private Variant Evaluate(ReportedEvent reported, FilterOperator filterOperator, CompiledOperand[] operands, ReadOnlySpan<Variant> results, FilterBudget budget)
    {
        if (filterOperator == FilterOperator.OfType)
        {
            return operands[0].Evaluate(reported, results).TryGet(out NodeId type) ? _space.Types.Matches(reported.EventType, type) : Variant.Null;
        }

        Variant first = operands[0].Evaluate(reported, results);
        if (filterOperator == FilterOperator.InList)
        {
            return IsInList(first, reported, operands, results);
        }

        if (filterOperator == FilterOperator.Like)
        {
            return Like(first, reported, operands[1], results, budget);
        }

        Variant second = operands.Length > 1 ? operands[1].Evaluate(reported, results) : Variant.Null;
        return filterOperator == FilterOperator.Between
            ? FilterOperators.And(
                FilterOperators.Evaluate(FilterOperator.GreaterThanOrEqual, first, second),
                FilterOperators.Evaluate(FilterOperator.LessThanOrEqual, first, operands[2].Evaluate(reported, results)))
            : FilterOperators.Evaluate(filterOperator, first, second);
    }

    private static Variant Like(Variant value, ReportedEvent reported, CompiledOperand operand, ReadOnlySpan<Variant> results, FilterBudget budget)
    {
        LikePattern? pattern = operand.Pattern ?? (FilterOperators.Text(operand.Evaluate(reported, results)) is { } made ? new LikePattern(made) : null);
        return FilterOperators.Text(value) is { } text && pattern?.Matches(text, budget) is { } matches ? matches : Variant.Null;
    }

    private static Variant IsInList(Variant value, ReportedEvent reported, CompiledOperand[] operands, ReadOnlySpan<Variant> results)
    {
        foreach (CompiledOperand operand in operands.AsSpan(1))
        {
            if (FilterOperators.Evaluate(FilterOperator.Equals, value, operand.Evaluate(reported, results)) == true)
            {
                return true;
            }
        }

        return false;
    }
}
