using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>How the link speaks to the PLC, in the words of OPC UA.</summary>
public static class LinkAccess
{
    /// <summary>The security policy; null takes the best that is offered.</summary>
    /// <exception cref="InvalidOperationException">The policy is not spoken here.</exception>
    public static SecurityPolicy? PolicyOf(LinkSecurity security) => security.Policy == LinkSecurity.BestPolicy
        ? null
        : SecurityPolicy.All.FirstOrDefault(policy => policy.Name == security.Policy)
            ?? throw new InvalidOperationException($"Security policy {security.Policy} is not spoken here; there are {string.Join(", ", SecurityPolicy.All)}.");

    /// <summary>What is done to each message.</summary>
    public static MessageSecurityMode ModeOf(LinkSecurity security) => ModeOf(security.Mode);

    /// <summary>As whom; read anew for each connection, since a password may be put right meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The password is not where the tag map says; with the reason.</exception>
    public static UserIdentity UserOf(LinkSecurity security, ExecutionOptions options) =>
        security.User is { } user ? UserIdentity.UserName(user.Name, Password(user, options)) : UserIdentity.Anonymous;

    private static MessageSecurityMode ModeOf(LinkSecurityMode mode) => mode switch
    {
        LinkSecurityMode.SignAndEncrypt => MessageSecurityMode.SignAndEncrypt,
        LinkSecurityMode.Sign => MessageSecurityMode.Sign,
        LinkSecurityMode.None => MessageSecurityMode.None,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    private static string Password(LinkUser user, ExecutionOptions options)
    {
        if (options.PlcPassword is { } given)
        {
            return given;
        }

        if (user.PasswordVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
                ? value
                : throw new InvalidOperationException($"The password of PLC user {user.Name} is missing: environment variable {variable} is not set.");
        }

        var path = Path.Combine(options.SecretsDirectory, user.PasswordFile!);
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line
                ? line
                : throw new InvalidOperationException($"The password of PLC user {user.Name} is missing: {path} is empty.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The password of PLC user {user.Name} cannot be read: {fault.Message}", fault);
        }
    }
}
