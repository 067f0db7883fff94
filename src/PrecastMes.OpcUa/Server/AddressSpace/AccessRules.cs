using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>Decides what a caller may do with a node: its own permissions, else those of its namespace, else everything (Part 3 §4.9).</summary>
internal sealed class AccessRules
{
    private const PermissionType All = (PermissionType)uint.MaxValue;

    private ImmutableDictionary<ushort, NodePermissions> _defaults = ImmutableDictionary<ushort, NodePermissions>.Empty;

    public NodePermissions? Default(ushort namespaceIndex) => _defaults.GetValueOrDefault(namespaceIndex);

    public void SetDefault(ushort namespaceIndex, Func<NodePermissions, NodePermissions> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _defaults, namespaceIndex, _ => change(new NodePermissions(null, null)), (_, old) => change(old));

    /// <summary>The permissions that hold for the node, its own or its namespace's; null when everybody has all.</summary>
    public RolePermissionType[]? RolesOf(UaNode node) => node.Permissions?.Roles ?? Default(node.NodeId.NamespaceIndex)?.Roles;

    public AccessRestrictionType? RestrictionsOf(UaNode node) => node.Permissions?.Restrictions ?? Default(node.NodeId.NamespaceIndex)?.Restrictions;

    /// <summary>What the roles of the caller may do together.</summary>
    public PermissionType Granted(UaNode node, AccessContext caller)
    {
        if (IsFree(node) || RolesOf(node) is not { } roles)
        {
            return All;
        }

        PermissionType granted = PermissionType.None;
        foreach (RolePermissionType role in roles)
        {
            if (caller.Roles.Contains(role.RoleId))
            {
                granted |= role.Permissions;
            }
        }

        return granted;
    }

    /// <summary>Good, Bad_SecurityModeInsufficient, or Bad_UserAccessDenied.</summary>
    public StatusCode Check(UaNode node, AccessContext caller, PermissionType needed)
    {
        if (IsFree(node))
        {
            return StatusCodes.Good;
        }

        AccessRestrictionType restrictions = RestrictionsOf(node) ?? AccessRestrictionType.None;
        bool applies = needed != PermissionType.Browse || restrictions.HasFlag(AccessRestrictionType.ApplyRestrictionsToBrowse);
        if (applies
            && ((restrictions.HasFlag(AccessRestrictionType.SigningRequired) && !caller.IsSigned)
                || (restrictions.HasFlag(AccessRestrictionType.EncryptionRequired) && !caller.IsEncrypted)))
        {
            return StatusCodes.BadSecurityModeInsufficient;
        }

        return Granted(node, caller).HasFlag(needed) ? StatusCodes.Good : StatusCodes.BadUserAccessDenied;
    }

    /// <summary>A node without the permission is for the caller as if it were not there.</summary>
    public bool MayBrowse(UaNode node, AccessContext caller) => Check(node, caller, PermissionType.Browse).IsGood;

    private bool IsFree(UaNode node) => node.Permissions is null && (_defaults.IsEmpty || Default(node.NodeId.NamespaceIndex) is null);
}
