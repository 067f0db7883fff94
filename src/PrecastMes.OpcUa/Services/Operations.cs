namespace PrecastMes.OpcUa.Services;

/// <summary>Checks that every service with a list makes.</summary>
internal static class Operations
{
    public static T[] Check<T>(T[]? operations, int limit)
    {
        Check(operations?.Length ?? 0, limit);
        return operations!;
    }

    public static void Check(int count, int limit)
    {
        if (count == 0)
        {
            throw new OpcUaException(StatusCodes.BadNothingToDo, "an empty list");
        }

        CheckCount(count, limit);
    }

    /// <summary>For lists that may be empty.</summary>
    public static void CheckCount<T>(T[]? operations, int limit) => CheckCount(operations?.Length ?? 0, limit);

    public static void Check(TimestampsToReturn timestamps)
    {
        if (timestamps is < TimestampsToReturn.Source or > TimestampsToReturn.Neither)
        {
            throw new OpcUaException(StatusCodes.BadTimestampsToReturnInvalid, $"timestamps {timestamps}");
        }
    }

    private static void CheckCount(int count, int limit)
    {
        if (count > limit)
        {
            throw new OpcUaException(StatusCodes.BadTooManyOperations, $"{count} operations; the limit is {limit}");
        }
    }
}
