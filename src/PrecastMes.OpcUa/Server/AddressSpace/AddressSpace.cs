using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The nodes that a server shows. It begins with the whole of namespace 0 from the NodeSet of the standard; nodes may be added while
/// the server runs.
/// </summary>
public sealed class AddressSpace
{
    private readonly ConcurrentDictionary<NodeId, UaNode> _nodes = new(NodeIdComparer.Instance);
    private readonly ConcurrentDictionary<NodeId, UaNode>.AlternateLookup<EncodedNodeId> _encoded;
    private readonly Lazy<DataTypeCatalog> _structures;
    private ImmutableArray<string> _namespaces;
    private ImmutableArray<NodeSetModel> _models;

    /// <param name="applicationUri">URI of the application; the standard makes it namespace 1.</param>
    public AddressSpace(string applicationUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(applicationUri);
        _encoded = _nodes.GetAlternateLookup<EncodedNodeId>();
        _namespaces = ["http://opcfoundation.org/UA/", applicationUri];
        _models = [.. BaseNodes.Shared.Models];
        DataTypes = new DataTypeTable(Types, BaseNodes.DataTypes);
        _structures = new Lazy<DataTypeCatalog>(() => DataTypeNodes.Catalog(this));
        Notifiers = new Notifiers(this);
        Conditions = new Conditions(this);
    }

    /// <summary>By namespace index: 0 is OPC UA, 1 the application's own (Part 5 §6.3.1).</summary>
    public IReadOnlyList<string> NamespaceUris => _namespaces;

    /// <summary>The models that are loaded, that of the standard among them.</summary>
    public IReadOnlyList<NodeSetModel> Models => _models;

    /// <summary>The data types of the space: makes and reads values of structures whose types come from NodeSets.</summary>
    public DataTypeCatalog Structures => _structures.Value;

    /// <summary>Stamps the source times; the server that shows the space gives it its own clock.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Told what fails while nobody waits for an answer; that of the server that shows the space.</summary>
    internal ILogger Logger { get; set; } = NullLogger.Instance;

    internal AccessRules Access { get; } = new();

    internal TypeHierarchy Types { get; } = new(BaseNodes.Types);

    /// <summary>The objects that pass events on, and where a program reports them.</summary>
    public Notifiers Notifiers { get; }

    /// <summary>The alarms, and where a program adds them.</summary>
    public Conditions Conditions { get; }

    internal DataTypeTable DataTypes { get; }

    /// <summary>True once the values of a variable are kept.</summary>
    internal bool HasHistory { get; private set; }

    /// <summary>The index of the namespace, which is added when it is new.</summary>
    public ushort AddNamespace(string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        ImmutableInterlocked.Update(ref _namespaces, static (all, added) => all.Contains(added) ? all : all.Add(added), uri);
        return (ushort)_namespaces.IndexOf(uri);
    }

    /// <summary>
    /// Adds the nodes of companion models, in the order that their RequiredModels ask for. Values that the files give are the initial
    /// ones; methods can be called when they are bound. Clients may write no variable, whatever the files say: the program opens those behind
    /// which it stands by <see cref="UaVariable.AccessLevel"/>.
    /// </summary>
    /// <exception cref="NodeSetException">A model is missing, too old or there already, or nodes don't fit together; no node was added.</exception>
    public void Load(params IEnumerable<NodeSet> nodeSets) => new NodeSetLoader(this).Load([.. nodeSets]);

    /// <summary>
    /// Adds an object of a type, with all mandatory members and the chosen optional ones (Part 3 §6.4.2). Methods can be called when they
    /// are bound; variables are written by clients when their <see cref="UaVariable.AccessLevel"/> is set so.
    /// </summary>
    /// <exception cref="ArgumentException">The type is unknown or abstract, or lacks a chosen member; an id is taken.</exception>
    public UaObject Instantiate(NodeId id, NodeId parent, string browseName, NodeId objectType, InstanceOptions? options = null) =>
        new Instantiation(this, options ?? new InstanceOptions()).Make(id, parent, browseName, objectType);

    /// <summary>The member that a path of browse names leads to, whatever their namespaces.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public UaNode Member(NodeId start, params ReadOnlySpan<string> path)
    {
        UaNode node = Get(start);
        foreach (string name in path)
        {
            node = Children(node).FirstOrDefault(child => child.BrowseName.Name == name)
                ?? throw new ArgumentException($"{node.NodeId} ({node.BrowseName}) has no member {name}; maybe it is an optional one.", nameof(path));
        }

        return node;
    }

    /// <summary>Keeps the values of a variable from now on, for HistoryRead (Part 11).</summary>
    /// <param name="history">Where; such as a <see cref="ValueRing"/>.</param>
    /// <param name="stepped">Whether the value holds between two changes, rather than lying on the line between them.</param>
    /// <exception cref="InvalidOperationException">The variable's values are kept already, or worked out at each read.</exception>
    public void Historize(UaVariable variable, IValueHistory history, bool stepped = true)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(history);
        if (variable.History is not null)
        {
            throw new InvalidOperationException($"The values of {variable.NodeId} are kept already.");
        }

        variable.Keep(history);
        HasHistory = true;
        HistoryConfiguration.AddTo(this, variable, stepped);
    }

    /// <summary>
    /// Says what the roles may do with a node (Part 3 §4.9); roles that are not named may do nothing. Sessions that watch it already go on.
    /// </summary>
    /// <param name="withMembers">Also with what is below it now by HasComponent, HasProperty and Organizes in the same namespace.</param>
    public void SetPermissions(NodeId node, IReadOnlyList<RolePermissionType> permissions, bool withMembers = false)
    {
        RolePermissionType[] roles = [.. permissions];
        Change(node, withMembers, old => new NodePermissions(roles, old?.Restrictions));
    }

    /// <summary>Says what the channels must do that a node is read, written or called through (Part 3 §5.2.11).</summary>
    /// <param name="withMembers">Also with what is below it now by HasComponent, HasProperty and Organizes in the same namespace.</param>
    public void SetAccessRestrictions(NodeId node, AccessRestrictionType restrictions, bool withMembers = false) =>
        Change(node, withMembers, old => new NodePermissions(old?.Roles, restrictions));

    /// <summary>What the roles may do with the nodes of a namespace that say nothing themselves, also those that come later.</summary>
    public void SetDefaultPermissions(ushort namespaceIndex, IReadOnlyList<RolePermissionType> permissions)
    {
        RolePermissionType[] roles = [.. permissions];
        Access.SetDefault(namespaceIndex, old => old with { Roles = roles });
    }

    /// <summary>What channels must do for the nodes of a namespace that say nothing themselves, also for those that come later.</summary>
    public void SetDefaultAccessRestrictions(ushort namespaceIndex, AccessRestrictionType restrictions) =>
        Access.SetDefault(namespaceIndex, old => old with { Restrictions = restrictions });

    /// <summary>Adds an object of FolderType that <paramref name="parent"/> organizes.</summary>
    /// <exception cref="ArgumentException">The id is taken, or the parent is not there.</exception>
    public UaObject AddFolder(NodeId id, NodeId parent, string browseName, LocalizedText displayName = default) =>
        AddObject(id, parent, browseName, displayName, ObjectTypeIds.FolderType, ReferenceTypeIds.Organizes);

    /// <param name="typeDefinition">BaseObjectType when not given.</param>
    /// <param name="referenceType">From the parent; HasComponent when not given.</param>
    public UaObject AddObject(
        NodeId id, NodeId parent, string browseName, LocalizedText displayName = default, NodeId? typeDefinition = null, NodeId? referenceType = null)
    {
        var node = new UaObject(
            new NodeDefinition { NodeId = id, NodeClass = NodeClass.Object, BrowseName = Name(id, browseName), DisplayName = Display(displayName, browseName) }, []);
        Add(node, parent, referenceType ?? ReferenceTypeIds.HasComponent, typeDefinition ?? ObjectTypeIds.BaseObjectType);
        return node;
    }

    /// <param name="dataType">Such as <see cref="DataTypeIds.UInt32"/>; writes of another type are refused.</param>
    /// <param name="onWrite">Asked before a client's write is taken over; a bad code refuses it.</param>
    /// <param name="valueRank">−1 scalar, 1 array; when not given, as the initial value is.</param>
    public UaVariable AddVariable(
        NodeId id,
        NodeId parent,
        string browseName,
        NodeId dataType,
        Variant initial,
        bool writable = false,
        Func<Variant, StatusCode>? onWrite = null,
        int? valueRank = null,
        LocalizedText displayName = default,
        LocalizedText description = default)
    {
        int rank = valueRank ?? initial.Shape switch
        {
            VariantShape.Scalar => -1,
            VariantShape.Array => 1,
            _ => ((Matrix)initial.Value!).Dimensions.Count,
        };
        if (!initial.IsNull && !DataTypes.Accepts(dataType, rank, initial))
        {
            throw new ArgumentException($"{id}: the initial value {initial} ({initial.Type} {initial.Shape}) is not of data type {dataType}, rank {rank}.", nameof(initial));
        }

        var options = new UaVariableOptions
        {
            DataType = dataType,
            Initial = initial,
            ValueRank = rank,
            Writable = writable,
            OnWrite = onWrite,
            DisplayName = displayName,
            Description = description,
        };
        return AddVariable(id, parent, Name(id, browseName), options, ReferenceTypeIds.HasComponent, VariableTypeIds.BaseDataVariableType);
    }

    /// <summary>A property: a variable that says something about its parent (Part 3 §4.5.2).</summary>
    public UaVariable AddProperty(NodeId id, NodeId parent, string browseName, NodeId dataType, Variant value) => AddVariable(
        id,
        parent,
        Name(id, browseName),
        new UaVariableOptions { DataType = dataType, Initial = value, ValueRank = value.Shape == VariantShape.Scalar ? -1 : 1 },
        ReferenceTypeIds.HasProperty,
        VariableTypeIds.PropertyType);

    /// <param name="inputs">A ValueRank that was left at 0 is taken for a scalar.</param>
    /// <param name="handler">Gets as many inputs of the right types as were declared; is cancelled when the caller's link is gone.</param>
    public UaMethod AddMethod(
        NodeId id,
        NodeId parentObject,
        string browseName,
        Argument[] inputs,
        Argument[] outputs,
        Func<IReadOnlyList<Variant>, CancellationToken, ValueTask<CallResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(handler);
        inputs = [.. inputs.Select(ScalarUnlessSaid)];
        outputs = [.. outputs.Select(ScalarUnlessSaid)];
        var node = new UaMethod(this, new NodeDefinition { NodeId = id, NodeClass = NodeClass.Method, BrowseName = Name(id, browseName), DisplayName = browseName }, []);
        node.Bind(handler);
        Add(node, parentObject, ReferenceTypeIds.HasComponent, null);
        AddArguments(id, "InputArguments", inputs);
        AddArguments(id, "OutputArguments", outputs);
        return node;
    }

    /// <summary>Adds a reference and its inverse between two nodes that are there.</summary>
    public void AddReference(NodeId source, NodeId referenceType, NodeId target)
    {
        UaNode from = Get(source);
        UaNode to = Get(target);
        from.AddReference(new UaReference(referenceType, true, target));
        to.AddReference(new UaReference(referenceType, false, source));
    }

    /// <summary>Nodes of namespace 0 come to life in this space when somebody first asks for them.</summary>
    public bool TryGet(NodeId id, [NotNullWhen(true)] out UaNode? node)
    {
        if (_nodes.TryGetValue(id, out node))
        {
            return true;
        }

        if (id.NamespaceIndex != 0 || !BaseNodes.Shared.TryGet(id, out BaseNode? shared))
        {
            return false;
        }

        node = _nodes.GetOrAdd(id, static (_, made) => NodeFactory.Create(made.Space, made.Node.Definition, made.Node.References, () => made.Node.Value), (Space: this, Node: shared));
        return true;
    }

    /// <summary>A variable of the standard's own nodes or of a NodeSet, whose value the program gives.</summary>
    /// <exception cref="ArgumentException">There is no such variable.</exception>
    public UaVariable Variable(NodeId id) => Get(id) as UaVariable ?? throw new ArgumentException($"{id} is no variable.", nameof(id));

    /// <summary>A method of the standard's own nodes or of a NodeSet, to bind it to a handler.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public UaMethod Method(NodeId id) => Get(id) as UaMethod ?? throw new ArgumentException($"{id} is no method.", nameof(id));

    /// <summary>Adds nodes that have their references already, and what nodes that were there refer to of them.</summary>
    internal void Add(IReadOnlyList<UaNode> nodes, IEnumerable<(NodeId Source, UaReference Reference)> references, IReadOnlyList<NodeSetModel> models)
    {
        foreach (UaNode node in nodes)
        {
            _nodes[node.NodeId] = node;
        }

        foreach ((NodeId source, UaReference reference) in references)
        {
            Get(source).AddReference(reference);
        }

        ImmutableInterlocked.Update(ref _models, static (all, added) => all.AddRange(added), models);
        if (_structures.IsValueCreated)
        {
            _structures.Value.Add(nodes.Where(node => node.NodeClass == NodeClass.DataType).Select(node => DataTypeNodes.Of(this, node.Definition)));
        }
    }

    /// <summary>By an id as it stands in a message, without making it an object.</summary>
    internal bool TryGet(EncodedNodeId id, [NotNullWhen(true)] out UaNode? node) => _encoded.TryGetValue(id, out node) || TryGet(id.ToNodeId(), out node);

    internal UaVariable AddVariable(NodeId id, NodeId parent, QualifiedName browseName, UaVariableOptions options, NodeId referenceType, NodeId typeDefinition)
    {
        var definition = new NodeDefinition
        {
            NodeId = id,
            NodeClass = NodeClass.Variable,
            BrowseName = browseName,
            DisplayName = Display(options.DisplayName, browseName.Name!),
            Description = options.Description,
            DataType = options.DataType,
            ValueRank = options.ValueRank,
            AccessLevel = (uint)(options.Writable ? AccessLevelType.CurrentRead | AccessLevelType.CurrentWrite : AccessLevelType.CurrentRead),
        };
        var node = new UaVariable(this, definition, [], options.Initial, options.OnWrite, options.Compute);
        Add(node, parent, referenceType, typeDefinition);
        return node;
    }

    internal void Add(UaNode node, NodeId parent, NodeId referenceType, NodeId? typeDefinition)
    {
        if (node.NodeId.NamespaceIndex >= _namespaces.Length)
        {
            throw new ArgumentException($"{node.NodeId} is in namespace {node.NodeId.NamespaceIndex}; there are {_namespaces.Length}: {string.Join(", ", _namespaces)}.");
        }

        UaNode? parentNode = parent.IsNull ? null : Get(parent);
        if (TryGet(node.NodeId, out _) || !_nodes.TryAdd(node.NodeId, node))
        {
            throw new ArgumentException($"{node.NodeId} is already in the address space, as {_nodes[node.NodeId].BrowseName}.");
        }

        if (typeDefinition is { } type)
        {
            node.AddReference(new UaReference(ReferenceTypeIds.HasTypeDefinition, true, type));
        }

        if (parentNode is not null)
        {
            node.AddReference(new UaReference(referenceType, false, parent));
            parentNode.AddReference(new UaReference(referenceType, true, node.NodeId));
        }
    }

    private static QualifiedName Name(NodeId id, string browseName) => new(id.NamespaceIndex, browseName);

    private static LocalizedText Display(LocalizedText given, string browseName) => given.Text is null ? browseName : given;

    private static Argument ScalarUnlessSaid(Argument argument) => argument.ValueRank != 0
        ? argument
        : new Argument { Name = argument.Name, DataType = argument.DataType, ValueRank = -1, ArrayDimensions = argument.ArrayDimensions, Description = argument.Description };

    private void AddArguments(NodeId method, string name, Argument[] arguments)
    {
        if (arguments.Length == 0)
        {
            return;
        }

        Variant value = arguments.Select(argument => new ExtensionObject(argument)).ToArray();
        var id = new NodeId(method.NamespaceIndex, $"{method.Identifier}.{name}");
        var options = new UaVariableOptions { DataType = DataTypeIds.Argument, Initial = value, ValueRank = 1 };
        AddVariable(id, method, new QualifiedName(0, name), options, ReferenceTypeIds.HasProperty, VariableTypeIds.PropertyType);
    }

    private void Change(NodeId start, bool withMembers, Func<NodePermissions?, NodePermissions> change)
    {
        var seen = new HashSet<NodeId> { start };
        var open = new Queue<UaNode>([Get(start)]);
        while (open.TryDequeue(out UaNode? node))
        {
            node.Permissions = change(node.Permissions);
            foreach (UaNode child in withMembers ? Children(node) : [])
            {
                if ((child.NodeId.NamespaceIndex == start.NamespaceIndex || start.NamespaceIndex == 0) && seen.Add(child.NodeId))
                {
                    open.Enqueue(child);
                }
            }
        }
    }

    private IEnumerable<UaNode> Children(UaNode node)
    {
        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && Types.Matches(reference.ReferenceTypeId, ReferenceTypeIds.HierarchicalReferences) && TryGet(reference.Target, out UaNode? child))
            {
                yield return child;
            }
        }
    }

    private UaNode Get(NodeId id) => TryGet(id, out UaNode? node) ? node : throw new ArgumentException($"{id} is not in the address space.", nameof(id));
}
