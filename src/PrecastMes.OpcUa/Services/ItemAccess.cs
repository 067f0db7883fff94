using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Whether somebody may see what a monitored item watches, as it would be decided if he made the item.</summary>
internal static class ItemAccess
{
    /// <summary>Good, Bad_SecurityModeInsufficient, or Bad_UserAccessDenied.</summary>
    public static StatusCode Check(AddressSpace space, MonitoredItem item, AccessContext caller)
    {
        if (!space.TryGet(item.Item.NodeId, out UaNode? node))
        {
            return StatusCodes.Good;
        }

        PermissionType needed = item switch
        {
            EventMonitoredItem => PermissionType.ReceiveEvents,
            _ when item.Item.AttributeId == AttributeIds.Value => PermissionType.Read,
            _ => PermissionType.Browse,
        };
        return space.Access.Check(node, caller, needed);
    }
}
