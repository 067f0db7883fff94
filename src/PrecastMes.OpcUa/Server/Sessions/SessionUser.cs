namespace PrecastMes.OpcUa.Server;

/// <summary>Who a session belongs to.</summary>
public sealed record SessionUser
{
    /// <summary>The same for every anonymous session.</summary>
    public static SessionUser Anonymous { get; } = new() { Name = "anonymous", Kind = UserTokenType.Anonymous, Roles = [WellKnownRoles.Anonymous] };

    /// <summary>The user's name, or the subject of the certificate as the application names it.</summary>
    public required string Name { get; init; }

    /// <summary>By what the user was proved.</summary>
    public required UserTokenType Kind { get; init; }

    /// <summary>Ids of roles; each session has <see cref="WellKnownRoles.Anonymous"/>.</summary>
    public required IReadOnlyList<NodeId> Roles { get; init; }

    /// <summary>SHA-1 of the user's certificate in hexadecimal; null for users without one.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>True for a session that named no user.</summary>
    public bool IsAnonymous => Kind == UserTokenType.Anonymous;

    internal static SessionUser Of(UserAccount account, UserTokenType kind, string? certificateThumbprint = null) => new()
    {
        Name = account.Name,
        Kind = kind,
        Roles = [.. account.Roles.Append(WellKnownRoles.Anonymous).Append(WellKnownRoles.AuthenticatedUser).Distinct()],
        CertificateThumbprint = certificateThumbprint,
    };

    /// <summary>True for the same person by the same kind of proof; roles may have changed meanwhile.</summary>
    internal bool IsSameAs(SessionUser other) =>
        Kind == other.Kind && Name == other.Name && CertificateThumbprint == other.CertificateThumbprint;

    /// <summary>True when it is the same person with the same roles.</summary>
    internal bool MayTheSameAs(SessionUser other) => IsSameAs(other) && Roles.SequenceEqual(other.Roles);
}
