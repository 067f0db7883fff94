using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Server;

/// <summary>What a server is called, where it listens, and what it allows its clients.</summary>
public sealed record OpcUaServerOptions
{
    /// <summary><c>opc.tcp://host:port/path</c>; port 0 takes any free one. A host that is an IP address or localhost is the one listened on, another name listens on all.</summary>
    public string EndpointUrl { get; init; } = "opc.tcp://127.0.0.1:4840";

    /// <summary>Clients that listen for servers, <c>opc.tcp://host:port</c>; each is dialled until it takes us, from the start on (Part 6 §7.1.3).</summary>
    public IReadOnlyList<string> ReverseConnectUrls { get; init; } = [];

    /// <summary>
    /// The discovery server that the server registers at while it runs, <c>opc.tcp://host:port</c> (Part 4 §5.5.6); null for none. Needs
    /// <see cref="Certificates"/>: both sides have to trust each other's.
    /// </summary>
    public string? DiscoveryServerUrl { get; init; }

    /// <summary>
    /// How often the server says at the discovery server that it is still there; above zero. Part 4 §5.5.5.1 wants 10 minutes at most, after
    /// which discovery servers begin to forget.
    /// </summary>
    public TimeSpan RegistrationInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How clients name the server to people.</summary>
    public string ApplicationName { get; init; } = "PrecastMes OPC UA server";

    /// <summary>Must be the one that the address space was made with.</summary>
    public required string ApplicationUri { get; init; }

    /// <summary>URI of the product that the server belongs to.</summary>
    public string ProductUri { get; init; } = "urn:precastmes:opcua";

    /// <summary>What the server proves with who it is; null offers no security. Each policy needs a certificate with its kind of key.</summary>
    public IApplicationCertificates? Certificates { get; init; }

    /// <summary>Decides on the certificates of clients and of users; needed with <see cref="Certificates"/>.</summary>
    public ICertificateTrust? Trust { get; init; }

    /// <summary>Each is offered where <see cref="Certificates"/> has one for it. None has its own switch.</summary>
    public IReadOnlyList<SecurityPolicy> SecurityPolicies { get; init; } = [.. SecurityPolicy.All.Where(policy => policy.IsSecure)];

    /// <summary>Offered with each of <see cref="SecurityPolicies"/>: Sign, SignAndEncrypt or both.</summary>
    public IReadOnlyList<MessageSecurityMode> SecurityModes { get; init; } = [MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt];

    /// <summary>Whether a session may be opened on a channel without security. Discovery always may.</summary>
    public bool AllowUnsecured { get; init; }

    /// <summary>Whether a session may be opened without a user.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Asked for user name and password; null for a wrong one. Must take as long for unknown names as for known ones. Null offers no user names.</summary>
    public Func<string, string, UserAccount?>? CheckUser { get; init; }

    /// <summary>Asked for a user's certificate that <see cref="Trust"/> relies on and whose key was proved; null for nobody we know. Null offers no certificates.</summary>
    public Func<X509Certificate2, UserAccount?>? CheckUserCertificate { get; init; }

    /// <summary>What the server takes at most.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>
    /// Whether the server shows what each session and subscription does (Part 5 §6.3.3, EnabledFlag). Who the users of the sessions are and how
    /// they proved it sees <see cref="WellKnownRoles.SecurityAdmin"/> alone.
    /// </summary>
    public bool ShowDiagnostics { get; init; } = true;

    /// <summary>
    /// How long the clients are told that the server is about to stop, by ServerState Shutdown and SecondsTillShutdown, before it cuts them off;
    /// without a session nobody is waited for. Zero stops at once.
    /// </summary>
    public TimeSpan ShutdownNotice { get; init; }

    /// <summary>
    /// The clock of what happens in the plant: the timestamps of values, and events. An accelerated one where the plant's time is accelerated.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock of the protocol, which is real time whatever <see cref="Time"/> does: timeouts and intervals, headers of responses, tokens,
    /// PublishTime, and the server's own StartTime and CurrentTime, by which clients set their watch. What time it is in the plant is the source
    /// timestamp of CurrentTime.
    /// </summary>
    public TimeProvider IntervalTime { get; init; } = TimeProvider.System;

    /// <summary>UTC in the plant.</summary>
    internal DateTime PlantNow => Time.GetUtcNow().UtcDateTime;

    /// <summary>UTC of the protocol.</summary>
    internal DateTime Now => IntervalTime.GetUtcNow().UtcDateTime;
}
