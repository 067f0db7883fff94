using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>
/// Follows the browse paths of one request (Part 4 §5.9.4): level by level, each node once, so that a path through a cycle takes no more
/// than its length; and no more references in all than a budget.
/// </summary>
internal sealed class PathWalk(AddressSpace space, AccessContext caller, int maxPathLength, RequestBudget budget)
{
    public BrowsePathResult Follow(BrowsePath path)
    {
        if (!space.TryGet(path.StartingNode, out UaNode? start) || !space.Access.MayBrowse(start, caller))
        {
            return Failed(StatusCodes.BadNodeIdUnknown);
        }

        if (path.RelativePath.Elements is not { Length: > 0 } elements)
        {
            return Failed(StatusCodes.BadNothingToDo);
        }

        if (elements.Length > maxPathLength)
        {
            return Failed(StatusCodes.BadQueryTooComplex);
        }

        // Part 4 §7.30: only the last name may be left out, and stands for any.
        if (elements[..^1].Any(element => string.IsNullOrEmpty(element.TargetName.Name)))
        {
            return Failed(StatusCodes.BadBrowseNameInvalid);
        }

        List<UaNode> level = [start];
        foreach (RelativePathElement element in elements)
        {
            if (Step(level, element) is not { } next)
            {
                return Failed(StatusCodes.BadQueryTooComplex);
            }

            level = next;
        }

        return level.Count == 0
            ? Failed(StatusCodes.BadNoMatch)
            : new BrowsePathResult { Targets = [.. level.Select(node => new BrowsePathTarget { TargetId = node.NodeId, RemainingPathIndex = uint.MaxValue })] };
    }

    private static BrowsePathResult Failed(StatusCode status) => new() { StatusCode = status };

    /// <summary>Null when the budget is used up.</summary>
    private List<UaNode>? Step(List<UaNode> level, RelativePathElement element)
    {
        var next = new List<UaNode>();
        var seen = new HashSet<NodeId>();
        foreach (UaReference reference in level.SelectMany(node => node.References))
        {
            if (!budget.TryFollow())
            {
                return null;
            }

            if (Target(reference, element) is { } target && seen.Add(reference.Target))
            {
                next.Add(target);
            }
        }

        return next;
    }

    private UaNode? Target(UaReference reference, RelativePathElement element) =>
        reference.IsForward != element.IsInverse
        && (element.ReferenceTypeId.IsNull || space.Types.Matches(reference.ReferenceTypeId, element.ReferenceTypeId, element.IncludeSubtypes))
        && space.TryGet(reference.Target, out UaNode? target)
        && (string.IsNullOrEmpty(element.TargetName.Name) || target.BrowseName == element.TargetName)
        && space.Access.MayBrowse(target, caller)
            ? target
            : null;
}
