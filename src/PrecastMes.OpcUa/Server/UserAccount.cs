namespace PrecastMes.OpcUa.Server;

/// <summary>A user that the server let in.</summary>
/// <param name="Name">As the session and the audit log show it.</param>
/// <param name="Roles">Ids of roles, such as those in <see cref="WellKnownRoles"/>; Anonymous and AuthenticatedUser need not be named.</param>
public sealed record UserAccount(string Name, IReadOnlyList<NodeId> Roles);
