using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Bodies of service responses, written by hand.</summary>
internal static class Answers
{
    public const uint ReadRequest = 631;
    public const uint CallRequest = 712;
    public const uint CreateMonitoredItemsRequest = 751;
    public const uint CreateSubscriptionRequest = 787;
    public const uint PublishRequest = 826;
    public const uint RepublishRequest = 832;
    private const uint CreateSessionRequest = 461;
    private const uint ActivateSessionRequest = 467;

    public static byte[] Header(uint result = 0, byte[]? diagnostics = null) => new HandBytes()
        .I64(0) // timestamp
        .U32(0) // request handle
        .U32(result)
        .Raw(diagnostics ?? [0])
        .I32(0) // string table
        .U8(0, 0, 0) // additional header
        .Done;

    public static byte[] CreateSession(double timeout = 60_000) => Begin(464)
        .Id(11).Id(12) // session id, token
        .F64(timeout)
        .Blob(new byte[32])
        .Blob(null) // certificate
        .I32(0) // endpoints
        .I32(0) // software certificates
        .Text(null).Blob(null) // signature
        .U32(0) // any request size
        .Done;

    public static byte[] ActivateSession() => Begin(470).Blob(new byte[32]).I32(0).I32(0).Done;

    /// <summary>ReadResponse whose values are the given Variants.</summary>
    public static byte[] Values(params ReadOnlySpan<byte[]> variants)
    {
        HandBytes answer = Begin(634).I32(variants.Length);
        foreach (byte[] variant in variants)
        {
            answer.U8(0x01).Raw(variant);
        }

        return answer.I32(0).Done;
    }

    /// <summary>GetEndpointsResponse with one endpoint of SignAndEncrypt.</summary>
    public static byte[] Endpoints(string url, string policy, byte[] certificate) => Begin(431)
        .I32(1)
        .Text(url)
        .Text("urn:raw").Text("urn:raw").Localized("raw").U32(0).Text(null).Text(null).I32(0) // server's description
        .Blob(certificate)
        .U32(3) // SignAndEncrypt
        .Text(policy)
        .I32(1).Text("anonymous").U32(0).Text(null).Text(null).Text(null)
        .Text("http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary")
        .U8(3)
        .Done;

    public static byte[] Fault(uint result) => new HandBytes().Id(397).Raw(Header(result)).Done;

    /// <param name="references">How often the same reference is given.</param>
    /// <param name="point">Where the client is to go on; null at the end.</param>
    public static byte[] Browsed(uint responseType, int references, byte[]? point) => Begin(responseType)
        .I32(1)
        .U32(0)
        .Blob(point)
        .I32(references).Times(references, each => each
            .U8(0, 35) // Organizes
            .U8(1) // forward
            .U8(0, 85) // target
            .U16(0).Text("again")
            .Localized("again")
            .U32(1)
            .U8(0, 61))
        .I32(0)
        .Done;

    /// <summary>Subscription 1, which says nothing for hours.</summary>
    public static byte[] CreateSubscription() => Begin(790)
        .U32(1)
        .F64(3_600_000) // interval
        .U32(1_000).U32(10) // lifetime, keep-alive
        .Done;

    /// <summary>Item 1, as it was asked for.</summary>
    public static byte[] CreateMonitoredItem() => Begin(754)
        .I32(1)
        .U32(0).U32(1).F64(0).U32(1)
        .U8(0, 0, 0) // no filter result
        .I32(0)
        .Done;

    /// <summary>A message of subscription 1 with values of one item.</summary>
    public static byte[] Published(uint number, params ReadOnlySpan<byte[]> variants) => Begin(829)
        .U32(1)
        .I32(0) // available numbers
        .U8(0) // nothing more
        .Raw(Notifications(number, variants))
        .I32(0).I32(0) // results, diagnostics
        .Done;

    public static byte[] Republished(uint number, params ReadOnlySpan<byte[]> variants) => Begin(835).Raw(Notifications(number, variants)).Done;

    /// <summary>A method without results was called.</summary>
    public static byte[] Called() => Begin(715).I32(1).U32(0).I32(0).I32(0).I32(0).I32(0).Done;

    public static byte[] To(uint type, byte[] request) => type switch
    {
        CreateSessionRequest => CreateSession(),
        ActivateSessionRequest => ActivateSession(),
        ReadRequest => FirstValues(request),
        _ => Fault(0x800B0000), // Bad_ServiceUnsupported
    };

    public static HandBytes Begin(uint type) => new HandBytes().Id(type).Raw(Header());

    private static byte[] Notifications(uint number, ReadOnlySpan<byte[]> variants)
    {
        HandBytes values = new HandBytes().I32(variants.Length);
        foreach (byte[] variant in variants)
        {
            values.U32(1).U8(0x01).Raw(variant); // the handle of the client's first item
        }

        return new HandBytes()
            .U32(number)
            .I64(0) // publish time
            .I32(1).Id(811).U8(1).Blob(values.I32(0).Done) // DataChangeNotification without diagnostics
            .Done;
    }

    // The NamespaceArray comes first, then limits, of which this server has none.
    private static byte[] FirstValues(byte[] request)
    {
        int count = ReadCount(request);
        HandBytes answer = Begin(634).I32(count).U8(0x01).U8(0x80 | 12).Texts("http://opcfoundation.org/UA/", "urn:raw");
        return answer.Times(count - 1, each => each.U8(0x01).U8(7).U32(0)).I32(0).Done;
    }

    private static int ReadCount(byte[] request)
    {
        // Header of the chunk, type, token of six or seven bytes, timestamp, handle, diagnostics, audit, timeout, no header, age, timestamps.
        int token = request[28] switch { 0 => 2, 1 => 4, _ => 7 };
        return BinaryPrimitives.ReadInt32LittleEndian(request.AsSpan(28 + token + 8 + 4 + 4 + 4 + 4 + 3 + 8 + 4));
    }
}
