using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Config;

namespace PrecastMes.PlcSim.Wire;

/// <summary>
/// An address space whose node ids come from the tag map: an object for each unit, its signals below it with the signal's
/// name as browse name.
/// </summary>
internal sealed class TagSpace
{
    private readonly TagNames tags;
    private readonly ushort ownNamespace;

    public TagSpace(AddressSpace space, TagNames tags)
    {
        Space = space;
        this.tags = tags;
        ownNamespace = space.AddNamespace(tags.NamespaceUri);
        Line = new NodeId(ownNamespace, "Line");
        space.AddFolder(Line, ObjectIds.ObjectsFolder, "Line", "产线 Line");
    }

    public AddressSpace Space { get; }

    /// <summary>The folder of all units.</summary>
    public NodeId Line { get; }

    /// <summary>Adds the object of a unit below the line's folder or below another unit.</summary>
    public NodeId AddUnit(string unit, string displayName, NodeId? parent = null)
    {
        var id = new NodeId(ownNamespace, unit);
        Space.AddObject(id, parent ?? Line, unit, displayName);
        return id;
    }

    /// <summary>Adds a signal that clients read.</summary>
    public UaVariable AddOutput(string unit, string signal, NodeId dataType, Variant initial) => Add(unit, signal, dataType, initial, writable: false);

    /// <summary>Adds a signal that clients write.</summary>
    public UaVariable AddInput(string unit, string signal, NodeId dataType, Variant initial) => Add(unit, signal, dataType, initial, writable: true);

    /// <summary>Keeps what a signal was, the newest so many values, in memory: a restart begins with what the plant itself has kept.</summary>
    public void Keep(UaVariable signal, int values, IEnumerable<DataValue>? before = null, bool stepped = true)
    {
        var history = new ValueRing(values);
        foreach (var value in before ?? [])
        {
            history.Append(value);
        }

        Space.Historize(signal, history, stepped);
    }

    /// <summary>The node of a signal or method.</summary>
    public NodeId Node(string unit, string signal)
    {
        var node = tags.Node(unit, signal);
        var index = Space.AddNamespace(node.NamespaceUri);
        return NodeId.Parse($"ns={index};{node.Identifier}");
    }

    private UaVariable Add(string unit, string signal, NodeId dataType, Variant initial, bool writable) =>
        Space.AddVariable(Node(unit, signal), new NodeId(ownNamespace, unit), signal, dataType, initial, writable);
}
