namespace PrecastMes.OpcUa.Server;

/// <summary>An operand of a where clause that was checked: a literal, a field of the event, or the result of another element.</summary>
internal readonly record struct CompiledOperand(Variant Literal, SelectClause? Field, int Element)
{
    private const int NoElement = -1;

    public static CompiledOperand Of(Variant literal) => new(literal, null, NoElement);

    public static CompiledOperand Of(SelectClause field) => new(default, field, NoElement);

    public static CompiledOperand OfElement(int element) => new(default, null, element);

    /// <summary>A literal that Like compares with, read once.</summary>
    public LikePattern? Pattern { get; init; }

    public bool IsLiteral => Field is null && Element == NoElement;

    /// <param name="results">Those of all later elements, which are evaluated before.</param>
    public Variant Evaluate(ReportedEvent reported, ReadOnlySpan<Variant> results) =>
        Field is not null ? Field.Evaluate(reported, []) : IsLiteral ? Literal : results[Element];
}
