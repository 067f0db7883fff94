namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Object identifiers of the extended key usage (RFC 5280 §4.2.1.12).</summary>
internal static class KeyPurposes
{
    public const string Any = "2.5.29.37.0";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
}
