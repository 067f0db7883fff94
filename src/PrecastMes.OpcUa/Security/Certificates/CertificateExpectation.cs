namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>What a peer's certificate has to fit (Part 4 §6.1.3). What is null isn't known at this step and isn't checked.</summary>
/// <param name="Holder">Whose certificate it is.</param>
public sealed record CertificateExpectation(CertificateHolder Holder)
{
    /// <summary>The ApplicationUri of the peer's ApplicationDescription; the certificate must name exactly this one.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Host name or address that the client dialled; checked for servers only.</summary>
    public string? Host { get; init; }

    /// <summary>The policy whose key kind and key sizes the certificate has to meet.</summary>
    public SecurityPolicy? Policy { get; init; }
}
