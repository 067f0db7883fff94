using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Server;

/// <summary>Who asks for something, and how well his channel protects it.</summary>
internal sealed class AccessContext(SessionUser user, ChannelSecurity security)
{
    public SessionUser User => user;

    public IReadOnlyList<NodeId> Roles => user.Roles;

    public bool IsSigned => security.IsSigned;

    public bool IsEncrypted => security.IsEncrypted;
}
