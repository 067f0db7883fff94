using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Users;

namespace PrecastMes.PlcSim.Wire;

/// <summary>Who may connect and what he may do then.</summary>
/// <param name="Certificates">Our own certificate and those that we trust; null lets everybody in without security.</param>
/// <param name="Users">Who may log in.</param>
internal sealed record Access(PkiStore? Certificates, UserList Users)
{
    private const PermissionType Watch = PermissionType.Browse | PermissionType.Read | PermissionType.ReadHistory
        | PermissionType.ReadRolePermissions | PermissionType.ReceiveEvents;

    private const PermissionType Act = Watch | PermissionType.Write | PermissionType.Call;

    /// <summary>No security and no users: for tests and trials on this machine.</summary>
    public static Access Unsecured { get; } = new(null, new UserList([]));

    /// <summary>True when everybody may do everything.</summary>
    public bool IsUnsecured => Certificates is null;

    /// <summary>What the server is told.</summary>
    public OpcUaServerOptions ApplyTo(OpcUaServerOptions options) => IsUnsecured
        ? options with { AllowUnsecured = true, AllowAnonymous = true }
        : options with { Certificates = Certificates, Trust = Certificates, CheckUser = Users.Check };

    /// <summary>Observers watch, operators act; who has no role sees the standard's own nodes alone.</summary>
    public void ApplyTo(AddressSpace space)
    {
        // Namespace 0 is the standard's; all others are the line's and its models'.
        for (var index = 1; !IsUnsecured && index < space.NamespaceUris.Count; index++)
        {
            space.SetDefaultPermissions((ushort)index, [Grant(UserRole.Observer, Watch), Grant(UserRole.Operator, Act)]);
        }
    }

    /// <summary>Whether a user may acknowledge alarms.</summary>
    public bool MayOperate(SessionUser user) => IsUnsecured || user.Roles.Contains(UserList.RoleId(UserRole.Operator));

    private static RolePermissionType Grant(UserRole role, PermissionType permissions) =>
        new() { RoleId = UserList.RoleId(role), Permissions = permissions };
}
