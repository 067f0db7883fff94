namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>A certificate that was refused, for somebody to look at and perhaps to trust.</summary>
public sealed record RejectedCertificate
{
    /// <summary>SHA-1 of the certificate, 40 hexadecimal digits: how it is named in commands.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Distinguished name of its owner.</summary>
    public required string Subject { get; init; }

    /// <summary>Distinguished name of who issued it; the same as <see cref="Subject"/> when it signed itself.</summary>
    public required string Issuer { get; init; }

    /// <summary>The first URI that it names; null when none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>From when it holds.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it holds.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>What kind of peer showed it.</summary>
    public required CertificateHolder Holder { get; init; }

    /// <summary>The code of the first check that failed.</summary>
    public required StatusCode Status { get; init; }

    /// <summary>What the check found, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset At { get; init; }
}
