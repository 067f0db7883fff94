namespace PrecastMes.OpcUa.Services;

/// <summary>Checks that every service with a list makes.</summary>
internal static class Operations
{
    public static T[] Check<T>(T[]? operations, int limit)
    {
        if (operations is not { Length: > 0 })
        {
            throw new OpcUaException(StatusCodes.BadNothingToDo, "an empty list");
        }

        CheckCount(operations, limit);
        return operations;
    }

    /// <summary>For lists that may be empty.</summary>
    public static void CheckCount<T>(T[]? operations, int limit)
    {
        if (operations?.Length > limit)
        {
            throw new OpcUaException(StatusCodes.BadTooManyOperations, $"{operations.Length} operations; the limit is {limit}");
        }
    }

    public static void Check(TimestampsToReturn timestamps)
    {
        if (timestamps is < TimestampsToReturn.Source or > TimestampsToReturn.Neither)
        {
            throw new OpcUaException(StatusCodes.BadTimestampsToReturnInvalid, $"timestamps {timestamps}");
        }
    }
}
