using System.Net;
using System.Security.Cryptography;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>A session of a client (Part 4 §5.7).</summary>
internal sealed class Session
{
    private readonly TimeProvider _time;
    private long _lastSeen;
    private AccessContext _access;
    private byte[] _serverNonce = Nonce.Create(Nonce.SessionLength);

    public Session(uint number, CreateSessionRequest request, TimeSpan timeout, ServerConnection connection, ApplicationCertificate? own, TimeProvider time, ServerLimits limits)
    {
        _time = time;
        _lastSeen = time.GetTimestamp();
        Number = number;
        Origin = new SessionOrigin(request, time.GetUtcNow().UtcDateTime);
        Name = request.SessionName;
        ApplicationUri = request.ClientDescription.ApplicationUri;
        Timeout = timeout;
        MaxResponseMessageSize = request.MaxResponseMessageSize;
        Connection = connection;
        Security = connection.Security;
        _access = new AccessContext(User, Security);
        Own = own;
        SessionId = new NodeId(1, number);
        Token = new NodeId(0, RandomNumberGenerator.GetBytes(32));
        PublishQueue = new PublishQueue(limits.MaxPublishRequestsPerSession, Requests);
        ContinuationPoints = new ContinuationPoints(limits.MaxBrowseContinuationPoints);
        HistoryContinuationPoints = new HistoryContinuationPoints(limits.MaxHistoryContinuationPoints);
        Subscriptions = new SubscriptionTable();
    }

    /// <summary>Counts up: the lower one is the older one.</summary>
    public uint Number { get; }

    public string? Name { get; }

    /// <summary>What its client said of itself.</summary>
    public SessionOrigin Origin { get; }

    /// <summary>Of the client, as it says; on a secure channel its certificate says the same.</summary>
    public string? ApplicationUri { get; }

    /// <summary>True when its channel proves which application the client is.</summary>
    public bool IsSigned => Security.IsSigned;

    /// <summary>Of the channel that it was created on; another channel must have the same.</summary>
    public ChannelSecurity Security { get; }

    /// <summary>The certificate that the client was told; null when no endpoint needs one.</summary>
    public ApplicationCertificate? Own { get; }

    /// <summary>What the next activation must sign.</summary>
    public byte[] ServerNonce => _serverNonce;

    public NodeId SessionId { get; }

    /// <summary>What the client proves with that a request belongs to the session.</summary>
    public NodeId Token { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Bytes of a response's body that the client takes; 0 for no limit of its own.</summary>
    public uint MaxResponseMessageSize { get; }

    /// <summary>The connection that it was created or last activated on.</summary>
    public ServerConnection Connection { get; set; }

    /// <summary>From which its client comes; null when that is not known.</summary>
    public IPAddress? Network => Connection.PeerAddress is { } address ? PeerNetwork.Of(address) : null;

    public bool IsActivated { get; set; }

    /// <summary>Anonymous before the activation, too.</summary>
    public SessionUser User { get; set; } = SessionUser.Anonymous;

    /// <summary>What permissions are checked against; another one for another user.</summary>
    public AccessContext Access => ReferenceEquals(_access.User, User) ? _access : _access = new AccessContext(User, Security);

    /// <summary>The locales in which the client wants its texts, the most wanted first (Part 4 §5.7.3.2).</summary>
    public IReadOnlyList<string> LocaleIds { get; set; } = [];

    /// <summary>Counts what its client asks.</summary>
    public SessionRequests Requests { get; } = new();

    /// <summary>Those whom it was activated for.</summary>
    public UserHistory Users { get; } = new();

    public PublishQueue PublishQueue { get; }

    public RunningCalls RunningCalls { get; } = new();

    public ContinuationPoints ContinuationPoints { get; }

    public HistoryContinuationPoints HistoryContinuationPoints { get; }

    public SubscriptionTable Subscriptions { get; }

    /// <summary>Since its client's last request.</summary>
    public TimeSpan Silent => _time.GetElapsedTime(Volatile.Read(ref _lastSeen));

    public bool IsExpired => Silent > Timeout;

    /// <summary>False when the nonce was used already: each serves once.</summary>
    public bool TryRenewNonce(byte[] used) => Interlocked.CompareExchange(ref _serverNonce, Nonce.Create(Nonce.SessionLength), used) == used;

    /// <summary>Whoever waits while there is nothing left to wait for is told so.</summary>
    public void FailIdlePublishes()
    {
        if (Subscriptions.Count == 0)
        {
            PublishQueue.FailAll(StatusCodes.BadNoSubscription);
        }
    }

    public void Touch() => Volatile.Write(ref _lastSeen, _time.GetTimestamp());
}
