using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Users;

namespace PrecastMes.PlcSim.Wire;

/// <summary>Who may connect and what he may do then.</summary>
/// <param name="Certificates">Our own certificates; null offers connections without security alone.</param>
/// <param name="Trust">Whose certificates are relied on; null with no certificates.</param>
/// <param name="Users">Who may log in; null lets everybody in, also without security.</param>
internal sealed record Access(IApplicationCertificates? Certificates, ICertificateTrust? Trust, UserList? Users) : IAsyncDisposable
{
    private const PermissionType Watch = PermissionType.Browse | PermissionType.Read | PermissionType.ReadHistory
        | PermissionType.ReadRolePermissions | PermissionType.ReceiveEvents;

    private const PermissionType Act = Watch | PermissionType.Write | PermissionType.Call;

    /// <summary>No security and no users: for a simulator inside a test.</summary>
    public static Access Unsecured { get; } = new(null, null, null);

    /// <summary>True when everybody may do everything.</summary>
    public bool IsOpen => Users is null;

    /// <summary>What the server is told.</summary>
    public OpcUaServerOptions ApplyTo(OpcUaServerOptions options) => options with
    {
        Certificates = Certificates,
        Trust = Trust,
        AllowUnsecured = IsOpen,
        AllowAnonymous = IsOpen,
        CheckUser = Users is { } users ? users.Check : null,
    };

    /// <summary>Observers watch, operators act; who has no role sees the standard's own nodes alone.</summary>
    public void ApplyTo(AddressSpace space)
    {
        // Namespace 0 is the standard's; all others are the line's and its models'.
        for (var index = 1; !IsOpen && index < space.NamespaceUris.Count; index++)
        {
            space.SetDefaultPermissions((ushort)index, [Grant(UserRole.Observer, Watch), Grant(UserRole.Operator, Act)]);
        }
    }

    /// <summary>Whether a user may acknowledge alarms.</summary>
    public bool MayOperate(SessionUser user) => IsOpen || user.Roles.Contains(UserList.RoleId(UserRole.Operator));

    public async ValueTask DisposeAsync()
    {
        if (Certificates is IAsyncDisposable store)
        {
            await store.DisposeAsync();
        }
    }

    private static RolePermissionType Grant(UserRole role, PermissionType permissions) =>
        new() { RoleId = UserList.RoleId(role), Permissions = permissions };
}
