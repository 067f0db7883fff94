namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Object identifiers of extensions (RFC 5280 §4.2.1).</summary>
internal static class CertificateExtensionIds
{
    public const string SubjectAlternativeName = "2.5.29.17";
}
