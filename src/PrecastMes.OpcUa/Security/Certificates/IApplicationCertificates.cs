namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The certificates that this application owns now. They change at rotation; a channel keeps the one it was opened with.</summary>
public interface IApplicationCertificates
{
    /// <summary>Raised after a certificate was replaced, on any thread; handlers must be quick.</summary>
    event EventHandler? Rotated;

    /// <summary>The certificate for a policy, or null when none of the kind of key it needs is owned.</summary>
    ApplicationCertificate? For(SecurityPolicy policy);
}
