using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Server;

/// <summary>A value that is kept, and paid for from a budget.</summary>
internal struct HeldValue(ByteBudget budget)
{
    private DataValue _value;
    private long _bytes;

    [UnscopedRef]
    public readonly ref readonly DataValue Value => ref _value;

    /// <summary>
    /// What there is room for: the value, or in place of a large one that the budget has no room for, Bad_OutOfMemory with its times. The
    /// client learns that there is a new value and can read it.
    /// </summary>
    public static DataValue Afford(ByteBudget budget, in DataValue value, ref long bytes)
    {
        if (budget.TryTakeLast(bytes))
        {
            return value;
        }

        bytes = 0;
        return value with { Value = Variant.Null, Status = StatusCodes.BadOutOfMemory };
    }

    public void Set(in DataValue value)
    {
        budget.Return(_bytes);
        _bytes = HeldMemory.Of(value.Value);
        _value = _bytes == 0 ? value : Afford(budget, value, ref _bytes);
    }

    public void Clear()
    {
        budget.Return(_bytes);
        _bytes = 0;
        _value = default;
    }
}
