namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Whose certificate is checked: the rules and the folders differ.</summary>
public enum CertificateHolder
{
    /// <summary>A client's application instance certificate, seen by a server.</summary>
    Client,

    /// <summary>A server's application instance certificate, seen by a client: the host name is checked too.</summary>
    Server,

    /// <summary>A person's certificate in an X509IdentityToken (Part 4 §7.40.5).</summary>
    User,
}
