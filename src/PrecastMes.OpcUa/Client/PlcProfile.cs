namespace PrecastMes.OpcUa.Client;

/// <summary>
/// What a make of PLC needs and stands, where its server does not say so itself. A server's own announcements always count first; a
/// profile only makes them smaller.
/// </summary>
public sealed record PlcProfile
{
    /// <summary>Any server that keeps to the standard. The numbers are our own caution.</summary>
    public static PlcProfile Generic { get; } = new() { Name = "generic" };

    /// <summary>
    /// SIMATIC S7-1500, server of the CPU. Registered nodes read faster (S7-1500 communication manual: use RegisterNodes for cyclic access);
    /// a WSTRING or a structure counts as one item. Monitored items: about 1,000 (CPU 1515) to 10,000 (CPU 1518) a subscription in trade
    /// publications. Sampling and publishing intervals below the minimum set in TIA Portal are raised by the server. Writes with
    /// timestamps are answered with Bad_WriteNotSupported. Identifiers carry quotation marks: <c>ns=3;s="DB_MES"."Order"."Id"</c>.
    /// Transferring subscriptions is not known to work after a download, which restarts the server.
    /// </summary>
    public static PlcProfile S71500 { get; } = new()
    {
        Name = "s7-1500",
        MinSamplingInterval = TimeSpan.FromMilliseconds(100),
        MinPublishingInterval = TimeSpan.FromMilliseconds(200),
        MaxItemsPerSubscription = 1_000,
        RegisterNodes = true,
        MaxPublishRequests = 5,
        IdentifierSeparator = ".",
        QuoteNames = true,
    };

    /// <summary>
    /// CODESYS Control runtime. Its server takes 100 nodes a request, samples at 100 ms at best (defaults of the runtime's configuration).
    /// Identifiers begin with <c>|var|</c>: <c>ns=4;s=|var|Device.Application.PLC_PRG.x</c>.
    /// </summary>
    public static PlcProfile Codesys { get; } = new()
    {
        Name = "codesys",
        OperationsWhereUnstated = 100,
        MaxOperations = 100,
        MinSamplingInterval = TimeSpan.FromMilliseconds(100),
        MinPublishingInterval = TimeSpan.FromMilliseconds(100),
        IdentifierPrefix = "|var|",
        IdentifierSeparator = ".",
    };

    /// <summary>Beckhoff TwinCAT 3, TF6100. Identifiers are symbol names as they stand: <c>ns=4;s=MAIN.x</c>.</summary>
    public static PlcProfile TwinCat { get; } = new()
    {
        Name = "twincat",
        MinSamplingInterval = TimeSpan.FromMilliseconds(50),
        MinPublishingInterval = TimeSpan.FromMilliseconds(50),
        IdentifierSeparator = ".",
    };

    /// <summary>B&amp;R Automation Runtime: few sessions, intervals from 50 ms. Global variables: <c>ns=6;s=::AsGlobalPV:x</c>.</summary>
    public static PlcProfile BAndR { get; } = new()
    {
        Name = "b&r",
        MinSamplingInterval = TimeSpan.FromMilliseconds(50),
        MinPublishingInterval = TimeSpan.FromMilliseconds(50),
        MaxItemsPerSubscription = 1_000,
        MaxPublishRequests = 5,
        IdentifierPrefix = "::",
        IdentifierSeparator = ":",
    };

    /// <summary>The profiles that a configuration can name.</summary>
    public static IReadOnlyList<PlcProfile> All { get; } = [Generic, S71500, Codesys, TwinCat, BAndR];

    /// <summary>As a configuration names it.</summary>
    public required string Name { get; init; }

    /// <summary>Operations in one request where the server announces no limit, or 0.</summary>
    public int OperationsWhereUnstated { get; init; } = 1_000;

    /// <summary>Operations in one request, whatever the server announces.</summary>
    public int MaxOperations { get; init; } = 10_000;

    /// <summary>A smaller sampling interval, zero among them, is not asked for.</summary>
    public TimeSpan MinSamplingInterval { get; init; }

    /// <summary>A smaller publishing interval is not asked for.</summary>
    public TimeSpan MinPublishingInterval { get; init; }

    /// <summary>Adding more to one subscription is refused with Bad_TooManyMonitoredItems before the server is asked.</summary>
    public int MaxItemsPerSubscription { get; init; } = 100_000;

    /// <summary>Publish requests in flight at most.</summary>
    public int MaxPublishRequests { get; init; } = 20;

    /// <summary>Cyclic reads register their nodes first (Part 4 §5.9.5).</summary>
    public bool RegisterNodes { get; init; }

    /// <summary>Bad item codes of a write that are tried again: the value was not taken, and may be the next time.</summary>
    public IReadOnlyList<StatusCode> WriteAgainAfter { get; init; } = [StatusCodes.BadResourceUnavailable, StatusCodes.BadTooManyOperations];

    /// <summary>How often; 0 leaves it to the caller.</summary>
    public int WriteRetries { get; init; }

    /// <summary>Between two tries.</summary>
    public TimeSpan WriteRetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Stands before every string identifier.</summary>
    public string IdentifierPrefix { get; init; } = "";

    /// <summary>Stands between the names of a path.</summary>
    public string IdentifierSeparator { get; init; } = ".";

    /// <summary>Each name stands in quotation marks, which belong to the identifier.</summary>
    public bool QuoteNames { get; init; }

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static PlcProfile Named(string name) => All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no PLC profile '{name}'; there are {string.Join(", ", All.Select(profile => profile.Name))}.", nameof(name));

    /// <summary>
    /// The text of a string NodeId for a variable, by this make's rule: <c>"DB_MES"."Order"."Id"</c> for the names DB_MES, Order, Id of an S7.
    /// An index stands behind its name: <c>Units[3]</c>, which an S7 wants outside the quotes.
    /// </summary>
    public string Identifier(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return IdentifierPrefix + string.Join(IdentifierSeparator, names.Select(name => QuoteNames ? Quote(name) : name));
    }

    private static string Quote(string name)
    {
        int index = name.EndsWith(']') ? name.IndexOf('[', StringComparison.Ordinal) : -1;
        return index < 0 ? $"\"{name}\"" : $"\"{name[..index]}\"{name[index..]}";
    }
}
