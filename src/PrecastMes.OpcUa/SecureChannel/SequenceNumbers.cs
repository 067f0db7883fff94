namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>Sequence numbers of one direction (Part 6 §6.7.2.4): one more for each chunk, across OPN and MSG, never reset on renewal.</summary>
/// <param name="last">The number before; null where the channel begins.</param>
internal sealed class SequenceNumbers(uint? last = null)
{
    // Legacy policies wrap here at the latest, and go on below 1024.
    private const uint LegacyLast = 4_294_966_271;
    private const uint LegacyFirstAfterWrap = 1_024;

    private uint? _last = last;

    /// <summary>By the channel's policy; set before the first chunk.</summary>
    public bool Legacy { get; set; } = true;

    public uint Next()
    {
        uint next = _last is { } before ? After(before) : Legacy ? 1u : 0u;
        _last = next;
        return next;
    }

    /// <summary>
    /// False for a number that does not follow the one before: a lost, repeated or injected chunk. Where there is none before, it must be 0,
    /// but for legacy policies, which begin anywhere.
    /// </summary>
    public bool Accept(uint number)
    {
        bool follows = _last is not { } before
            ? Legacy || number == 0
            : number == unchecked(before + 1) || (Legacy && before >= LegacyLast - LegacyFirstAfterWrap && number < LegacyFirstAfterWrap);
        if (follows)
        {
            _last = number;
        }

        return follows;
    }

    private uint After(uint before) => Legacy && before >= LegacyLast ? 1u : unchecked(before + 1);
}
