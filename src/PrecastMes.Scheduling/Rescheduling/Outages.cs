namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>What is out of service, as one repair after the other says it.</summary>
public static class Outages
{
    /// <summary>
    /// Those in force at an instant: what was known and is not over, without what has ended, and what is said now. Of two words about one
    /// thing the later counts, but new ones stand beside each other: a station may have several outages to come.
    /// </summary>
    /// <param name="known">As they were known before.</param>
    /// <param name="said">Said now.</param>
    /// <param name="ended">Resources that work again.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<Disturbance> InForce(IEnumerable<Disturbance> known, IReadOnlyList<Disturbance> said, IReadOnlyCollection<string> ended, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(ended);
        var replaced = said.Where(each => each is not null).Select(each => each.Resource).Concat(ended).ToHashSet(StringComparer.Ordinal);
        return [.. said, .. known.Where(each => !replaced.Contains(each.Resource) && (each.Over is not { } over || over > now))];
    }
}
