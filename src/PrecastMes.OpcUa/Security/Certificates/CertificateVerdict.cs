namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// Whether a certificate may be relied on. Code and reason are for the log and the rejected folder;
/// the peer is told no more than Bad_SecurityChecksFailed (Part 4 §6.1.3).
/// </summary>
/// <param name="Status">Good, or the code of the first check that failed.</param>
/// <param name="Reason">What was found and what was expected, in English.</param>
public readonly record struct CertificateVerdict(StatusCode Status, string Reason)
{
    /// <summary>Every check passed.</summary>
    public static CertificateVerdict Good { get; } = new(StatusCodes.Good, "every check passed");

    /// <summary>True when the certificate may be relied on.</summary>
    public bool IsGood => Status.IsGood;
}
