namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>A certificate that was refused, for somebody to look at and perhaps to trust.</summary>
public sealed record RejectedCertificate
{
    /// <summary>SHA-1 of the certificate, 40 hexadecimal digits: how it is named in commands.</summary>
    public required string Thumbprint { get; init; }

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The first URI that it names; null when none.</summary>
    public string? ApplicationUri { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    public required CertificateHolder Holder { get; init; }

    /// <summary>The code of the first check that failed.</summary>
    public required StatusCode Status { get; init; }

    public required string Reason { get; init; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset At { get; init; }
}
