namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The numbers of a subscription's messages (Part 4 §7.26): 1, 2, … 4294967295, 1. A keep-alive carries the number of the next message and
/// does not use it up.
/// </summary>
internal sealed class NotificationSequence
{
    /// <summary>The number of the message that is due.</summary>
    public uint Expected { get; private set; } = 1;

    public static uint After(uint number) => number == uint.MaxValue ? 1 : number + 1;

    /// <summary>Negative: had before. 0: due. Positive: so many are missing before it.</summary>
    public int Compare(uint number) => unchecked((int)(number - Expected)) switch
    {
        // The number 0 is left out at the wrap.
        > 0 and var ahead when number < Expected => ahead - 1,
        var difference => difference,
    };

    public void Took() => Expected = After(Expected);

    /// <summary>Gives up what is missing before this number.</summary>
    public void SkipTo(uint number) => Expected = number;
}
