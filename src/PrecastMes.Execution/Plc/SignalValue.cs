using PrecastMes.OpcUa;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// Reads a signal's value as what the handshake has there. A value of another kind is refused with its name, as a bad status is: taken
/// for 0 or for nothing it would be decided on.
/// </summary>
internal static class SignalValue
{
    private const int LongestName = 200;
    private const int LongestRemark = 1_000;
    private const int Shown = 60;

    // Far beyond what is measured on a line, and still exact in tenths.
    private const double LargestMeasure = 1_000_000;

    /// <summary>A sequence number, an id or an epoch.</summary>
    public static uint Count<TSignal>(Variant value, string owner, TSignal signal) =>
        value.ToInt64() is { } whole and >= uint.MinValue and <= uint.MaxValue ? (uint)whole : throw Unfit(value, owner, signal, "a whole number from 0 to 4294967295");

    /// <summary>A number that stands for a state or a fault.</summary>
    public static int Code<TSignal>(Variant value, string owner, TSignal signal) =>
        value.ToInt64() is { } whole and >= 0 and <= int.MaxValue ? (int)whole : throw Unfit(value, owner, signal, "a whole number from 0 to 2147483647");

    /// <summary>How a command ended.</summary>
    public static ResultCode Result<TSignal>(Variant value, string owner, TSignal signal) =>
        value.ToInt64() is { } whole and >= (int)ResultCode.None and <= (int)ResultCode.Refused
            ? (ResultCode)whole
            : throw Unfit(value, owner, signal, $"a result from {(int)ResultCode.None} to {(int)ResultCode.Refused}");

    /// <summary>A measured value.</summary>
    public static float Measure<TSignal>(Variant value, string owner, TSignal signal) =>
        value.ToDouble() is { } number and >= -LargestMeasure and <= LargestMeasure ? (float)number : throw Unfit(value, owner, signal, "a measured number");

    /// <summary>What is named; a null text is none.</summary>
    public static string Name<TSignal>(Variant value, string owner, TSignal signal) =>
        Text(value) is { Length: <= LongestName } text ? text : throw Unfit(value, owner, signal, $"a text of at most {LongestName} characters");

    /// <summary>A text for people: its beginning, in one line.</summary>
    public static string Remark<TSignal>(Variant value, string owner, TSignal signal)
    {
        var text = Text(value) ?? throw Unfit(value, owner, signal, "a text");
        return string.Concat(text.Take(LongestRemark).Select(letter => char.IsControl(letter) ? ' ' : letter));
    }

    /// <summary>A time; the Unix epoch for one that was never set.</summary>
    public static DateTimeOffset Instant<TSignal>(Variant value, string owner, TSignal signal)
    {
        if (value.IsNull)
        {
            return DateTimeOffset.UnixEpoch;
        }

        return value.TryGet<DateTime>(out var at)
            ? at.Year > 1601 ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : DateTimeOffset.UnixEpoch
            : throw Unfit(value, owner, signal, "a time");
    }

    private static string? Text(Variant value) => value.IsNull ? "" : value.TryGet<string>(out var text) ? text ?? "" : null;

    private static OpcUaException Unfit<TSignal>(Variant value, string owner, TSignal signal, string expected)
    {
        var shown = value.ToString();
        return new OpcUaException(
            StatusCodes.BadTypeMismatch,
            $"{owner}{(owner.Length > 0 ? " " : "")}{signal} is {value.Type} {(shown.Length > Shown ? shown[..Shown] + "…" : shown)}; {expected} is expected.");
    }
}
