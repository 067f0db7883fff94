namespace PrecastMes.OpcUa.Server;

/// <summary>How an object of a type is made.</summary>
public sealed record InstanceOptions
{
    /// <summary>
    /// The optional members to make, as paths of browse names without namespaces from the object, such as <c>JobOrderControl/WorkMaster</c>.
    /// A path makes the members on its way, too.
    /// </summary>
    public IReadOnlyCollection<string> Optional { get; init; } = [];

    /// <summary>From the parent; HasComponent when not given.</summary>
    public NodeId? ReferenceType { get; init; }

    /// <summary>The namespace of the browse name; that of the object's id when not given.</summary>
    public ushort? BrowseNameNamespace { get; init; }

    /// <summary>The browse name's text when not given.</summary>
    public LocalizedText DisplayName { get; init; }

    /// <summary>
    /// The id of a member from that of its owner; when not given a string id in the owner's namespace, the owner's id and the member's name
    /// joined by a point.
    /// </summary>
    public Func<NodeId, QualifiedName, NodeId>? MemberId { get; init; }
}
