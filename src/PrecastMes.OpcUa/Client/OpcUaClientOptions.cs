using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>Which server a client connects to, as whom, and how long it waits.</summary>
public sealed record OpcUaClientOptions
{
    /// <summary><c>opc.tcp://host:port/path</c>.</summary>
    public required string EndpointUrl { get; init; }

    /// <summary>How the server names us to people, and the name of the session.</summary>
    public string ApplicationName { get; init; } = "PrecastMes OPC UA client";

    /// <summary>URI of this application; the same as in its certificate, or the server refuses it (Part 4 §6.1.3).</summary>
    public string ApplicationUri { get; init; } = "urn:precastmes:opcua:client";

    /// <summary>The security policy of the endpoint; null takes the best that the server offers with <see cref="SecurityMode"/>.</summary>
    public SecurityPolicy? Policy { get; init; }

    /// <summary>A link without security has to be asked for.</summary>
    public MessageSecurityMode SecurityMode { get; init; } = MessageSecurityMode.SignAndEncrypt;

    /// <summary>What we prove with who we are; needed unless <see cref="SecurityMode"/> is None.</summary>
    public IApplicationCertificates? Certificates { get; init; }

    /// <summary>Decides on the server's certificate; needed unless <see cref="SecurityMode"/> is None.</summary>
    public ICertificateTrust? Trust { get; init; }

    /// <summary>As whom the session is activated.</summary>
    public UserIdentity User { get; init; } = UserIdentity.Anonymous;

    /// <summary>Languages in which the server's texts are wanted, such as <c>zh-CN</c>, the most wanted first (Part 4 §5.7.3.2).</summary>
    public IReadOnlyList<string> Locales { get; init; } = ["en"];

    /// <summary>From the first byte to the activated session; then the try fails with Bad_Timeout.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a request may take before the request fails with Bad_Timeout.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server keeps the session after its last request.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this time without an answer the client asks for the server's state; no answer to that breaks the link.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Asked of the server for the channel's token, which is renewed after three quarters of it.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What the make of PLC needs and stands.</summary>
    public PlcProfile Profile { get; init; } = PlcProfile.Generic;

    /// <summary>What we take and send at most, in bytes and chunks.</summary>
    public TransportLimits Transport { get; init; } = new();

    /// <summary>What we take in one message at most.</summary>
    public EncodingLimits Encoding { get; init; } = new();

    /// <summary>The clock of timeouts and intervals; a real one, unless the whole link is simulated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the byte stream to the server; null opens a TCP connection to the host and port of the URL.</summary>
    public Func<Uri, CancellationToken, Task<Stream>>? OpenStream { get; init; }

    /// <summary>Hears of links, gaps and refused certificates; null for silence.</summary>
    public ILogger? Logger { get; init; }
}
