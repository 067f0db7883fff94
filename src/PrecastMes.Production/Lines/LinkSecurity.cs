namespace PrecastMes.Production.Lines;

/// <summary>How the link to the PLC is secured, and as whom it speaks.</summary>
/// <param name="Policy">Name of an OPC UA security policy, <c>None</c>, or <see cref="BestPolicy"/>.</param>
/// <param name="Mode">What is done to each message; <see cref="LinkSecurityMode.None"/> goes with policy <c>None</c> alone.</param>
/// <param name="User">The user; null speaks anonymously.</param>
public sealed record LinkSecurity(string Policy, LinkSecurityMode Mode, LinkUser? User)
{
    /// <summary>The best that the PLC offers.</summary>
    public const string BestPolicy = "best";

    /// <summary>No security.</summary>
    public const string NoPolicy = "None";

    /// <summary>The policies that a tag map may name.</summary>
    public static IReadOnlyList<string> Policies { get; } =
        [BestPolicy, NoPolicy, "Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss", "ECC_nistP256", "ECC_nistP384"];

    /// <summary>The best policy, signed and encrypted, anonymously.</summary>
    public static LinkSecurity Secured { get; } = new(BestPolicy, LinkSecurityMode.SignAndEncrypt, null);

    /// <summary>Neither certificates nor a user: for a simulator on this machine.</summary>
    public static LinkSecurity Unsecured { get; } = new(NoPolicy, LinkSecurityMode.None, null);
}
