using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>The attributes that depend on who reads them, and those about permissions (Part 3 §5.2).</summary>
internal static class UserAttributes
{
    /// <summary>Null for the attributes that are the same for everybody.</summary>
    public static DataValue? Read(AddressSpace space, UaNode node, uint attributeId, AccessContext? caller)
    {
        switch (attributeId)
        {
            case AttributeIds.UserAccessLevel when node is UaVariable variable && caller is not null:
                return new DataValue((byte)((byte)variable.AccessLevel & (byte)Allowed(space.Access.Granted(node, caller))));
            case AttributeIds.UserExecutable when node is UaMethod method && caller is not null:
                return new DataValue(method.IsExecutable && space.Access.Granted(node, caller).HasFlag(PermissionType.Call));
            case AttributeIds.RolePermissions when space.Access.RolesOf(node) is { } roles:
                return caller is null || space.Access.Granted(node, caller).HasFlag(PermissionType.ReadRolePermissions)
                    ? Permissions(roles)
                    : new DataValue(Variant.Null, StatusCodes.BadUserAccessDenied);
            case AttributeIds.UserRolePermissions when space.Access.RolesOf(node) is { } roles:
                return Permissions(roles.Where(role => caller is null || caller.Roles.Contains(role.RoleId)));
            case AttributeIds.AccessRestrictions when space.Access.RestrictionsOf(node) is { } restrictions:
                return new DataValue((ushort)restrictions);
            default:
                return null;
        }
    }

    private static DataValue Permissions(IEnumerable<RolePermissionType> roles) => new(roles.Select(role => new ExtensionObject(role)).ToArray());

    private static AccessLevelType Allowed(PermissionType granted) =>
        (granted.HasFlag(PermissionType.Read) ? AccessLevelType.CurrentRead : 0)
        | (granted.HasFlag(PermissionType.Write) ? AccessLevelType.CurrentWrite | AccessLevelType.StatusWrite | AccessLevelType.TimestampWrite : 0)
        | (granted.HasFlag(PermissionType.ReadHistory) ? AccessLevelType.HistoryRead : 0)
        | AccessLevelType.SemanticChange;
}
