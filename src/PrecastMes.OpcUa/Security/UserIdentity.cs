using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>As whom a client activates its session (Part 4 §7.40).</summary>
public abstract record UserIdentity
{
    private UserIdentity()
    {
    }

    /// <summary>Nobody in particular.</summary>
    public static UserIdentity Anonymous { get; } = new AnonymousUser();

    internal abstract UserTokenType TokenType { get; }

    /// <param name="name">Not empty.</param>
    /// <param name="password">Sent encrypted wherever the server offers that; at most 64 bytes of UTF-8 with the RSA policies.</param>
    public static UserIdentity UserName(string name, string password) => new UserNameUser(name, password);

    /// <param name="certificate">With its private key.</param>
    public static UserIdentity X509(X509Certificate2 certificate) => new X509User(certificate);

    internal sealed record AnonymousUser : UserIdentity
    {
        internal override UserTokenType TokenType => UserTokenType.Anonymous;
    }

    internal sealed record UserNameUser(string Name, string Password) : UserIdentity
    {
        internal override UserTokenType TokenType => UserTokenType.UserName;

        // A record's own text would carry the password into a log.
        public override string ToString() => Name;
    }

    internal sealed record X509User(X509Certificate2 Certificate) : UserIdentity
    {
        internal override UserTokenType TokenType => UserTokenType.Certificate;
    }
}
