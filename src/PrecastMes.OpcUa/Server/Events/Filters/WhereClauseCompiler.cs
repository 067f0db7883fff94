namespace PrecastMes.OpcUa.Server;

/// <summary>Checks an element of a where clause and its operands (Part 4 §7.7.2).</summary>
internal static class WhereClauseCompiler
{
    public static ContentFilterElementResult Compile(
        AddressSpace space, ContentFilterElement[] elements, int index, ServerLimits limits, out CompiledOperand[] operands)
    {
        ContentFilterElement element = elements[index];
        ExtensionObject?[] asked = element.FilterOperands ?? [];
        operands = new CompiledOperand[asked.Length];
        StatusCode status = CheckOperator(element.FilterOperator, asked.Length);
        if (status.IsBad)
        {
            return new ContentFilterElementResult { StatusCode = status };
        }

        var codes = new StatusCode[asked.Length];
        for (int i = 0; i < asked.Length; i++)
        {
            codes[i] = CompileOperand(space, asked[i], index, elements.Length, limits, out operands[i]);
        }

        CheckLiterals(space, element.FilterOperator, operands, codes);
        if (element.FilterOperator == FilterOperator.Like && operands[1].IsLiteral && FilterOperators.Text(operands[1].Literal) is { } pattern)
        {
            operands[1] = operands[1] with { Pattern = new LikePattern(pattern) };
        }

        return new ContentFilterElementResult
        {
            StatusCode = codes.Any(code => code.IsBad) ? StatusCodes.BadFilterOperandInvalid : StatusCodes.Good,
            OperandStatusCodes = codes,
        };
    }

    private static StatusCode CheckOperator(FilterOperator filterOperator, int operands)
    {
        (int min, int max) = filterOperator switch
        {
            FilterOperator.IsNull or FilterOperator.Not or FilterOperator.OfType => (1, 1),
            FilterOperator.Between => (3, 3),
            FilterOperator.InList => (2, int.MaxValue),
            FilterOperator.InView or FilterOperator.RelatedTo => (0, 0),
            >= FilterOperator.Equals and <= FilterOperator.BitwiseOr => (2, 2),
            _ => (-1, -1),
        };
        return max switch
        {
            -1 => StatusCodes.BadFilterOperatorInvalid,

            // They relate nodes to each other, which an event is not.
            0 => StatusCodes.BadFilterOperatorUnsupported,
            _ => operands < min || operands > max ? StatusCodes.BadFilterOperandCountMismatch : StatusCodes.Good,
        };
    }

    private static StatusCode CompileOperand(AddressSpace space, ExtensionObject? asked, int index, int count, ServerLimits limits, out CompiledOperand operand)
    {
        operand = default;
        switch (asked?.Structure)
        {
            case LiteralOperand literal:
                operand = CompiledOperand.Of(literal.Value);
                return StatusCodes.Good;
            case SimpleAttributeOperand field:
                StatusCode status = SelectClause.Compile(space, field, limits, out SelectClause? clause);
                if (clause is not null)
                {
                    operand = CompiledOperand.Of(clause);
                }

                return status;
            case ElementOperand element:
                // Part 4 §7.7.4.2: only later elements, so that there is no circle.
                if (element.Index <= index || element.Index >= count)
                {
                    return StatusCodes.BadFilterElementInvalid;
                }

                operand = CompiledOperand.OfElement((int)element.Index);
                return StatusCodes.Good;
            default:
                return StatusCodes.BadFilterOperandInvalid;
        }
    }

    // The types that Cast and OfType name must be there.
    private static void CheckLiterals(AddressSpace space, FilterOperator filterOperator, CompiledOperand[] operands, StatusCode[] codes)
    {
        int at = filterOperator switch
        {
            FilterOperator.OfType => 0,
            FilterOperator.Cast => 1,
            _ => -1,
        };
        if (at < 0 || codes[at].IsBad)
        {
            return;
        }

        NodeId root = filterOperator == FilterOperator.OfType ? ObjectTypeIds.BaseEventType : DataTypeIds.BaseDataType;
        if (!operands[at].IsLiteral || !operands[at].Literal.TryGet(out NodeId type) || !space.Types.Matches(type, root))
        {
            codes[at] = StatusCodes.BadFilterLiteralInvalid;
        }
        else if (filterOperator == FilterOperator.Cast)
        {
            // From here on it is the built-in type that counts.
            operands[at] = CompiledOperand.Of((int)space.DataTypes.BuiltIn(type));
        }
    }
}
