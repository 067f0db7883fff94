using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Browse, BrowseNext, TranslateBrowsePathsToNodeIds, RegisterNodes, UnregisterNodes (Part 4 §5.9).</summary>
internal sealed class ViewServiceSet(AddressSpace space, ServerLimits limits)
{
    public BrowseResponse Browse(Session session, BrowseRequest request)
    {
        BrowseDescription[] nodes = Operations.Check(request.NodesToBrowse, limits.MaxNodesPerCall);
        if (!request.View.ViewId.IsNull)
        {
            throw new OpcUaException(StatusCodes.BadViewIdUnknown, $"view {request.View.ViewId}");
        }

        int pageSize = (int)Math.Min(request.RequestedMaxReferencesPerNode == 0 ? uint.MaxValue : request.RequestedMaxReferencesPerNode, limits.MaxReferencesPerNode);
        AccessContext caller = session.Access;
        var budget = new RequestBudget(limits);
        return new BrowseResponse { Results = [.. nodes.Select(node => Browse(session, caller, node, pageSize, budget))] };
    }

    public BrowseNextResponse BrowseNext(Session session, BrowseNextRequest request)
    {
        byte[]?[] points = Operations.Check(request.ContinuationPoints, limits.MaxNodesPerCall);
        var results = new BrowseResult[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            bool found = session.ContinuationPoints.TryTake(points[i], out ReferenceDescription[] rest, out int pageSize);
            results[i] = (found, request.ReleaseContinuationPoints) switch
            {
                (false, _) => new BrowseResult { StatusCode = StatusCodes.BadContinuationPointInvalid },
                (true, true) => new BrowseResult(),
                (true, false) => Page(session, rest, pageSize),
            };
        }

        return new BrowseNextResponse { Results = results };
    }

    public TranslateBrowsePathsToNodeIdsResponse Translate(Session session, TranslateBrowsePathsToNodeIdsRequest request)
    {
        BrowsePath[] paths = Operations.Check(request.BrowsePaths, limits.MaxNodesPerCall);
        var walk = new PathWalk(space, session.Access, limits.MaxPathLength, new RequestBudget(limits));
        return new TranslateBrowsePathsToNodeIdsResponse { Results = [.. paths.Select(walk.Follow)] };
    }

    /// <summary>Every node is quick to find here, so the ids stay as they are. One that can be no node's refuses them all (Part 4 §5.9.5.3).</summary>
    public RegisterNodesResponse Register(RegisterNodesRequest request)
    {
        NodeId[] nodes = Operations.Check(request.NodesToRegister, limits.MaxNodesPerCall);
        int wrong = Array.FindIndex(nodes, node => node.IsNull || node.NamespaceIndex >= space.NamespaceUris.Count);
        return wrong < 0
            ? new RegisterNodesResponse { RegisteredNodeIds = nodes }
            : throw new OpcUaException(StatusCodes.BadNodeIdInvalid, $"{nodes[wrong]} can be no node's id");
    }

    public UnregisterNodesResponse Unregister(UnregisterNodesRequest request)
    {
        Operations.Check(request.NodesToUnregister, limits.MaxNodesPerCall);
        return new UnregisterNodesResponse();
    }

    private static BrowseResult Page(Session session, ReferenceDescription[] all, int pageSize)
    {
        if (all.Length <= pageSize)
        {
            return new BrowseResult { References = all };
        }

        byte[]? point = session.ContinuationPoints.TryAdd(all[pageSize..], pageSize);
        return point is null
            ? new BrowseResult { StatusCode = StatusCodes.BadNoContinuationPoints }
            : new BrowseResult { References = all[..pageSize], ContinuationPoint = point };
    }

    private BrowseResult Browse(Session session, AccessContext caller, BrowseDescription wanted, int pageSize, RequestBudget budget)
    {
        if (!space.TryGet(wanted.NodeId, out UaNode? node) || !space.Access.MayBrowse(node, caller))
        {
            return new BrowseResult { StatusCode = StatusCodes.BadNodeIdUnknown };
        }

        if (wanted.BrowseDirection is < BrowseDirection.Forward or > BrowseDirection.Both)
        {
            return new BrowseResult { StatusCode = StatusCodes.BadBrowseDirectionInvalid };
        }

        if (!wanted.ReferenceTypeId.IsNull && !space.Types.IsKnown(wanted.ReferenceTypeId, NodeClass.ReferenceType))
        {
            return new BrowseResult { StatusCode = StatusCodes.BadReferenceTypeIdInvalid };
        }

        var found = new List<ReferenceDescription>();
        foreach (UaReference reference in node.References)
        {
            if (IsWanted(reference, wanted) && Describe(reference, wanted, caller) is { } description)
            {
                budget.ChargeReference();
                found.Add(description);
            }
        }

        return Page(session, [.. found], pageSize);
    }

    private bool IsWanted(UaReference reference, BrowseDescription wanted) =>
        (wanted.BrowseDirection == BrowseDirection.Both || reference.IsForward == (wanted.BrowseDirection == BrowseDirection.Forward))
        && (wanted.ReferenceTypeId.IsNull || space.Types.Matches(reference.ReferenceTypeId, wanted.ReferenceTypeId, wanted.IncludeSubtypes));

    /// <summary>Null when the target is of a class that is not asked for, or the caller may not see it.</summary>
    private ReferenceDescription? Describe(UaReference reference, BrowseDescription wanted, AccessContext caller)
    {
        bool known = space.TryGet(reference.Target, out UaNode? target);
        if ((known && !space.Access.MayBrowse(target!, caller)) || (wanted.NodeClassMask != 0 && (!known || (wanted.NodeClassMask & (uint)target!.NodeClass) == 0)))
        {
            return null;
        }

        var mask = (BrowseResultMask)wanted.ResultMask;
        return new ReferenceDescription
        {
            NodeId = reference.Target,
            ReferenceTypeId = mask.HasFlag(BrowseResultMask.ReferenceTypeId) ? reference.ReferenceTypeId : default,
            IsForward = mask.HasFlag(BrowseResultMask.IsForward) && reference.IsForward,
            NodeClass = known && mask.HasFlag(BrowseResultMask.NodeClass) ? target!.NodeClass : NodeClass.Unspecified,
            BrowseName = known && mask.HasFlag(BrowseResultMask.BrowseName) ? target!.BrowseName : default,
            DisplayName = known && mask.HasFlag(BrowseResultMask.DisplayName) ? target!.DisplayName : default,
            TypeDefinition = known && mask.HasFlag(BrowseResultMask.TypeDefinition) ? TypeDefinition(target!) : default(ExpandedNodeId),
        };
    }

    private static ExpandedNodeId TypeDefinition(UaNode node)
    {
        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasTypeDefinition)
            {
                return reference.Target;
            }
        }

        return default;
    }
}
