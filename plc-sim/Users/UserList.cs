using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.PlcSim.Users;

/// <summary>Who may log in.</summary>
internal sealed class UserList(IReadOnlyList<User> users)
{
    /// <summary>Stands in for users that do not exist, so that their refusal takes as long.</summary>
    private readonly PasswordHash nobody = PasswordHash.Of("");

    /// <summary>The account of that name and password, or null.</summary>
    public UserAccount? Check(string name, string password)
    {
        var user = users.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        var matches = (user?.Password ?? nobody).Matches(password);
        return user is not null && matches ? new UserAccount(user.Name, [.. user.Roles.Select(RoleId)]) : null;
    }

    /// <summary>The role's node.</summary>
    public static NodeId RoleId(UserRole role) => role switch
    {
        UserRole.Observer => WellKnownRoles.Observer,
        UserRole.Operator => WellKnownRoles.Operator,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
