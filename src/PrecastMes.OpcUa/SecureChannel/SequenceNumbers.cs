namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>Sequence numbers of one direction (Part 6 §6.7.2.4): one more for each chunk, across OPN and MSG, never reset on renewal.</summary>
internal sealed class SequenceNumbers
{
    // Legacy policies wrap here at the latest, and go on below 1024.
    private const uint LegacyLast = 4_294_966_271;
    private const uint LegacyFirstAfterWrap = 1_024;

    private uint? _last;

    /// <summary>By the channel's policy; set before the first chunk.</summary>
    public bool Legacy { get; set; } = true;

    public uint Next()
    {
        uint next = _last is { } last ? After(last) : Legacy ? 1u : 0u;
        _last = next;
        return next;
    }

    /// <summary>False for a number that does not follow the one before: a lost, repeated or injected chunk.</summary>
    public bool Accept(uint number)
    {
        bool follows = _last is not { } last
            || number == unchecked(last + 1)
            || (Legacy && last >= LegacyLast - LegacyFirstAfterWrap && number < LegacyFirstAfterWrap);
        if (follows)
        {
            _last = number;
        }

        return follows;
    }

    private uint After(uint last) => Legacy && last >= LegacyLast ? 1u : unchecked(last + 1);
}
