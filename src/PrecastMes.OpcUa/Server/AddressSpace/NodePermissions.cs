namespace PrecastMes.OpcUa.Server;

/// <summary>What a node or a namespace asks of those who come to it (Part 3 §5.2.9 to §5.2.11).</summary>
/// <param name="Roles">What each role may do; null where the node leaves it to its namespace, and a namespace to everybody.</param>
/// <param name="Restrictions">What the channel must do; null where the node leaves it to its namespace.</param>
internal sealed record NodePermissions(RolePermissionType[]? Roles, AccessRestrictionType? Restrictions)
{
    public static NodePermissions? Of(NodeDefinition definition) => definition.RolePermissions is null && definition.AccessRestrictions is null
        ? null
        : new NodePermissions(definition.RolePermissions, (AccessRestrictionType?)definition.AccessRestrictions);
}
