namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Bodies of service requests, written by hand after Part 4 and the ids of Part 6.</summary>
internal static class Requests
{
    private const uint Value = 13;

    /// <param name="token">The NodeId of the session as bytes; [0, 0] for none.</param>
    public static byte[] Header(byte[] token, uint handle) => new HandBytes()
        .Raw(token)
        .I64(0) // timestamp
        .U32(handle)
        .U32(0) // diagnostics wanted: none
        .Text(null) // audit entry
        .U32(0) // timeout: none
        .U8(0, 0, 0) // additional header: none
        .Done;

    public static byte[] FindServers(byte[]? url = null) =>
        Begin(422, [0, 0]).Blob(url ?? "opc.tcp://here"u8.ToArray()).I32(0).I32(0).Done;

    public static byte[] GetEndpoints() => Begin(428, [0, 0]).Text("opc.tcp://here").I32(0).I32(0).Done;

    public static byte[] CreateSession(double timeout = 3_600_000, string name = "raw", string? serverUri = null) => Begin(461, [0, 0])
        .Text("urn:raw").Text("urn:raw").Localized("raw").U32(1).Text(null).Text(null).I32(0) // client's description
        .Text(serverUri)
        .Text("opc.tcp://127.0.0.1/")
        .Text(name)
        .Blob(new byte[32]) // nonce
        .Blob(null) // certificate
        .F64(timeout)
        .U32(0) // any response size
        .Done;

    /// <summary>With the anonymous identity, unless an ExtensionObject is given.</summary>
    public static byte[] ActivateSession(byte[] session, byte[]? identity = null) => Begin(467, session)
        .Text(null).Blob(null) // client's signature
        .I32(0) // software certificates
        .I32(0) // locales
        .Raw(identity ?? new HandBytes().Id(321).U8(1).Blob(new HandBytes().Text("Anonymous-None-None").Done).Done)
        .Text(null).Blob(null) // token's signature
        .Done;

    public static byte[] CloseSession(byte[] session, bool deleteSubscriptions) => Begin(473, session).U8(deleteSubscriptions ? (byte)1 : (byte)0).Done;

    public static byte[] Read(byte[] session, byte[] node, int count = 1, string? range = null) => Begin(631, session)
        .F64(0) // any age
        .U32(2) // both timestamps
        .I32(count)
        .Times(count, each => each.Raw(node).U32(Value).Text(range).U16(0).Text(null))
        .Done;

    /// <param name="value">The Variant as bytes.</param>
    public static byte[] Write(byte[] session, byte[] node, byte[] value) => Begin(673, session)
        .I32(1)
        .Raw(node).U32(Value).Text(null)
        .U8(0x01) // a DataValue with a value alone
        .Raw(value)
        .Done;

    public static byte[] Browse(byte[] session, byte[] node, int count, uint maxReferences = 0) => Begin(527, session)
        .U8(0, 0).I64(0).U32(0) // no view
        .U32(maxReferences)
        .I32(count)
        .Times(count, each => each
            .Raw(node)
            .U32(2) // both directions
            .U8(0, 0).U8(1) // any reference, with subtypes
            .U32(0) // any node class
            .U32(63)) // every field
        .Done;

    public static byte[] BrowseNext(byte[] session, byte[] point) => Begin(533, session).U8(0).I32(1).Blob(point).Done;

    /// <summary>The same path again and again, each of its elements to the same name.</summary>
    public static byte[] Translate(byte[] session, byte[] start, int paths, ushort index, string name, int length) => Begin(554, session)
        .I32(paths)
        .Times(paths, path => path.Raw(start).I32(length).Times(length, element => element.U8(0, 0).U8(0, 1).U16(index).Text(name)))
        .Done;

    public static byte[] CreateSubscription(byte[] session, double interval = 3_600_000, uint lifetime = 10_000, uint keepAlive = 1_000) =>
        Begin(787, session).F64(interval).U32(lifetime).U32(keepAlive).U32(0).U8(1, 0).Done;

    public static byte[] Publish(byte[] session, uint handle) => Begin(826, session, handle).I32(0).Done;

    /// <summary>One method; its arguments as Variants.</summary>
    public static byte[] Call(byte[] session, byte[] target, byte[] method, params byte[][] arguments) => Begin(712, session)
        .I32(1)
        .Raw(target).Raw(method)
        .I32(arguments.Length).Raw([.. arguments.SelectMany(argument => argument)])
        .Done;

    /// <summary>One item for the events of the Server object, of which it selects the Message.</summary>
    public static byte[] WatchEvents(byte[] session, uint subscription) => Begin(751, session)
        .U32(subscription)
        .U32(3) // no timestamps
        .I32(1)
        .Id(2253).U32(12).Text(null).U16(0).Text(null) // EventNotifier of the Server object
        .U32(2) // reporting
        .U32(1).F64(0) // client handle, sampling interval
        .Id(727).U8(1).Blob(new HandBytes() // EventFilter
            .I32(1).Id(2041).I32(1).U16(0).Text("Message").U32(13).Text(null)
            .I32(0)
            .Done)
        .U32(100).U8(1) // queue
        .Done;

    /// <summary>One item for a node's value, every change of it.</summary>
    public static byte[] WatchValue(byte[] session, uint subscription, byte[] node, uint queue) => Begin(751, session)
        .U32(subscription)
        .U32(3) // no timestamps
        .I32(1)
        .Raw(node).U32(Value).Text(null).U16(0).Text(null)
        .U32(2) // reporting
        .U32(1).F64(0) // client handle, sampling interval
        .U8(0, 0, 0) // no filter
        .U32(queue).U8(1) // queue, of which the oldest gives way
        .Done;

    public static HandBytes Begin(uint type, byte[] session, uint handle = 7) => new HandBytes().Id(type).Raw(Header(session, handle));
}
