namespace PrecastMes.OpcUa.Server;

/// <summary>The operators of a where clause (Part 4 §7.7.3). TRUE, FALSE and NULL are a Boolean Variant and the null Variant.</summary>
internal static class FilterOperators
{
    public static Variant Evaluate(FilterOperator filterOperator, Variant left, Variant right) => filterOperator switch
    {
        FilterOperator.Equals => AreEqual(left, right),
        FilterOperator.IsNull => IsNull(left),
        FilterOperator.GreaterThan => Order(left, right) is { } order ? order > 0 : Variant.Null,
        FilterOperator.LessThan => Order(left, right) is { } order ? order < 0 : Variant.Null,
        FilterOperator.GreaterThanOrEqual => Order(left, right) is { } order ? order >= 0 : Variant.Null,
        FilterOperator.LessThanOrEqual => Order(left, right) is { } order ? order <= 0 : Variant.Null,
        FilterOperator.Not => Truth(left) is { } value ? !value : Variant.Null,
        FilterOperator.And => And(left, right),
        FilterOperator.Or => Truth(Not(And(Not(left), Not(right)))) is { } either ? either : Variant.Null,
        FilterOperator.Cast => VariantConversion.TryConvert(left, (BuiltInType)right.Get<int>(), out Variant cast) ? cast : Variant.Null,
        FilterOperator.BitwiseAnd or FilterOperator.BitwiseOr => Bitwise(filterOperator, left, right),
        _ => throw new InvalidOperationException($"{filterOperator} is not evaluated here."),
    };

    /// <summary>FALSE when one of them is, NULL when neither is but one is unknown (Part 4 table B.1).</summary>
    public static Variant And(Variant left, Variant right) => (Truth(left), Truth(right)) switch
    {
        (false, _) or (_, false) => false,
        (true, true) => true,
        _ => Variant.Null,
    };

    /// <summary>Null when it is none.</summary>
    public static string? Text(Variant value) => VariantConversion.TryConvert(value, BuiltInType.String, out Variant text) ? text.Value as string : null;

    private static Variant Not(Variant value) => Evaluate(FilterOperator.Not, value, Variant.Null);

    private static bool? Truth(Variant value) => VariantConversion.TryConvert(value, BuiltInType.Boolean, out Variant truth) && truth.TryGet(out bool isTrue) ? isTrue : null;

    private static Variant AreEqual(Variant left, Variant right)
    {
        if (left.IsNull || right.IsNull)
        {
            return Variant.Null;
        }

        return VariantConversion.TryUnify(ref left, ref right)
            ? left.Type is BuiltInType.Float or BuiltInType.Double && left.Shape == VariantShape.Scalar ? left.ToDouble() == right.ToDouble() : left == right
            : Variant.Null;
    }

    private static Variant IsNull(Variant value) => value.IsNull || (value.Shape == VariantShape.Scalar && value.Type switch
    {
        BuiltInType.String or BuiltInType.ByteString or BuiltInType.ExtensionObject => value.Value is null,
        BuiltInType.LocalizedText => value.Get<LocalizedText>().Text is null,
        BuiltInType.NodeId => value.Get<NodeId>().IsNull,
        _ => false,
    });

    private static int? Order(Variant left, Variant right)
    {
        if (left.Shape != VariantShape.Scalar || right.Shape != VariantShape.Scalar || !VariantConversion.TryUnify(ref left, ref right))
        {
            return null;
        }

        switch (left.Type)
        {
            case BuiltInType.Float or BuiltInType.Double:
                double from = left.ToDouble()!.Value;
                double to = right.ToDouble()!.Value;
                return double.IsNaN(from) || double.IsNaN(to) ? null : from.CompareTo(to);
            case BuiltInType.UInt64:
                return left.Get<ulong>().CompareTo(right.Get<ulong>());
            case >= BuiltInType.SByte and <= BuiltInType.Int64:
                return left.ToInt64()!.Value.CompareTo(right.ToInt64()!.Value);
            case BuiltInType.DateTime:
                return left.Get<DateTime>().CompareTo(right.Get<DateTime>());
            case BuiltInType.String when left.Value is string a && right.Value is string b:
                return string.CompareOrdinal(a, b);
            default:
                return null;
        }
    }

    private static Variant Bitwise(FilterOperator filterOperator, Variant left, Variant right)
    {
        if (!IsInteger(left) || !IsInteger(right) || !VariantConversion.TryUnify(ref left, ref right))
        {
            return Variant.Null;
        }

        // The bits of a narrower type are its value with its sign: so And and Or stay inside that type.
        return Variant.FromBits(left.Type, filterOperator == FilterOperator.BitwiseAnd ? left.Bits & right.Bits : left.Bits | right.Bits);
    }

    private static bool IsInteger(Variant value) => value.Shape == VariantShape.Scalar && value.Type is >= BuiltInType.SByte and <= BuiltInType.UInt64;
}
