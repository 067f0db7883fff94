namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Object identifiers of extensions (RFC 5280 §4.2.1, §5.2).</summary>
internal static class CertificateExtensionIds
{
    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string CertificatePolicies = "2.5.29.32";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";
}
