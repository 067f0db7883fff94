namespace PrecastMes.OpcUa.Server;

/// <summary>What becomes of a connection that knocks.</summary>
internal enum Admission
{
    Admitted,

    /// <summary>As many are open as may be.</summary>
    Full,

    /// <summary>As many are open from its address as one address may have.</summary>
    AddressFull,

    /// <summary>More come in a second than may, in all or from its address.</summary>
    TooFast,
}
