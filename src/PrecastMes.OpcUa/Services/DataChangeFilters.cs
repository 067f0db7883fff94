using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Reads the filter that a client asks for with a watched attribute (Part 4 §7.22.2, Part 8 §6.2).</summary>
internal static class DataChangeFilters
{
    public static StatusCode Read(AddressSpace space, ExtensionObject? asked, UaVariable? variable, out ChangeFilter filter)
    {
        filter = ChangeFilter.Default;
        if (asked is null)
        {
            return StatusCodes.Good;
        }

        if (asked.Structure is not DataChangeFilter change)
        {
            return asked.Structure is EventFilter ? StatusCodes.BadFilterNotAllowed : StatusCodes.BadMonitoredItemFilterUnsupported;
        }

        if (variable is null)
        {
            return StatusCodes.BadFilterNotAllowed;
        }

        if (change.Trigger is < DataChangeTrigger.Status or > DataChangeTrigger.StatusValueTimestamp)
        {
            return StatusCodes.BadMonitoredItemFilterInvalid;
        }

        switch ((DeadbandType)change.DeadbandType)
        {
            case DeadbandType.None:
                filter = new ChangeFilter(change.Trigger, 0);
                return StatusCodes.Good;
            case DeadbandType.Absolute:
                filter = new ChangeFilter(change.Trigger, change.DeadbandValue);
                return Check(space, variable, isValid: change.DeadbandValue is >= 0 and < double.PositiveInfinity);
            case DeadbandType.Percent:
                StatusCode status = Check(space, variable, isValid: change.DeadbandValue is >= 0 and <= 100);
                if (status.IsBad)
                {
                    return status;
                }

                // Percent of a range that the variable does not have means nothing.
                if (Semantics.EURangeOf(space, variable) is not { } range)
                {
                    return StatusCodes.BadMonitoredItemFilterUnsupported;
                }

                filter = WithRange(new ChangeFilter(change.Trigger, 0, change.DeadbandValue), range.Value);
                return StatusCodes.Good;
            default:
                return StatusCodes.BadDeadbandFilterInvalid;
        }
    }

    /// <summary>The filter for another EURange; a value that is no range leaves it as it is.</summary>
    public static ChangeFilter WithRange(ChangeFilter filter, Variant range) => (range.Value as ExtensionObject)?.Structure is Range { } limits
        ? filter with { Deadband = filter.Percent / 100 * (limits.High - limits.Low) }
        : filter;

    private static StatusCode Check(AddressSpace space, UaVariable variable, bool isValid)
    {
        if (!isValid)
        {
            return StatusCodes.BadDeadbandFilterInvalid;
        }

        // A variable that has no value yet is judged by its data type.
        Variant value = variable.Current.Value;
        bool isNumeric = value.IsNull ? space.DataTypes.Accepts(variable.DataType, -2, 0.0) || space.DataTypes.Accepts(variable.DataType, -2, 0) : Numbers.IsNumeric(value);
        return isNumeric ? StatusCodes.Good : StatusCodes.BadFilterNotAllowed;
    }
}
