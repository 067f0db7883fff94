using System.IO.Compression;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Writes a NodeSet as one Brotli stream after a short head: the namespaces and models, a table of all texts, then node for node what
/// differs from the defaults. <see cref="CompactNodeSetReader"/> is its mirror.
/// </summary>
internal sealed class CompactNodeSetWriter : IDisposable
{
    public const byte FormatVersion = 1;

    private readonly Dictionary<string, int> _texts = [];
    private readonly List<string> _ordered = [];
    private readonly BinaryWriter _body = new(new MemoryStream());

    public static ReadOnlySpan<byte> Magic => "UANS"u8;

    public static void Write(NodeSet nodes, Stream target)
    {
        using var writer = new CompactNodeSetWriter();
        writer.Body(nodes);
        target.Write(Magic);
        target.WriteByte(FormatVersion);
        using var compressed = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true);
        using var head = new BinaryWriter(compressed);
        head.Write7BitEncodedInt(writer._ordered.Count);
        foreach (string text in writer._ordered)
        {
            head.Write(text);
        }

        head.Flush();
        writer._body.Flush();
        ((MemoryStream)writer._body.BaseStream).WriteTo(compressed);
    }

    public void Dispose() => _body.Dispose();

    private void Body(NodeSet set)
    {
        List(set.NamespaceUris, Text);
        List(set.Models, Model);
        List(set.Nodes, Node);
    }

    private void Model(NodeSetModel model)
    {
        Text(model.Uri);
        Text(model.Version);
        _body.Write(model.PublicationDate?.Ticks ?? 0);
        List(model.Requires, Model);
    }

    private void Node(NodeDefinition node)
    {
        CompactNodeField fields = Fields(node);
        _body.Write7BitEncodedInt((int)node.NodeClass);
        Id(node.NodeId);
        Number(node.BrowseName.NamespaceIndex);
        Text(node.BrowseName.Name);
        _body.Write7BitEncodedInt((int)fields);
        Attributes(node, fields);
        List(node.References, Reference);
    }

    private static CompactNodeField Fields(NodeDefinition node) =>
        Flag(CompactNodeField.DisplayName, node.DisplayName != new LocalizedText(node.BrowseName.Name))
        | Flag(CompactNodeField.Description, node.Description != default)
        | Flag(CompactNodeField.InverseName, node.InverseName != default)
        | Flag(CompactNodeField.IsAbstract, node.IsAbstract)
        | Flag(CompactNodeField.Symmetric, node.Symmetric)
        | Flag(CompactNodeField.ContainsNoLoops, node.ContainsNoLoops)
        | Flag(CompactNodeField.EventNotifier, node.EventNotifier != 0)
        | Flag(CompactNodeField.DataType, node.DataType != DataTypeIds.BaseDataType)
        | Flag(CompactNodeField.ValueRank, node.ValueRank != -1)
        | Flag(CompactNodeField.ArrayDimensions, node.ArrayDimensions is not null)
        | Flag(CompactNodeField.AccessLevel, node.AccessLevel != (uint)AccessLevelType.CurrentRead)
        | Flag(CompactNodeField.MinimumSamplingInterval, node.MinimumSamplingInterval != 0)
        | Flag(CompactNodeField.Historizing, node.Historizing)
        | Flag(CompactNodeField.NotExecutable, !node.Executable)
        | Flag(CompactNodeField.WriteMask, node.WriteMask != 0)
        | Flag(CompactNodeField.MethodDeclaration, !node.MethodDeclaration.IsNull)
        | Flag(CompactNodeField.Structure, node.DataTypeDefinition is StructureDefinition)
        | Flag(CompactNodeField.Enumeration, node.DataTypeDefinition is EnumDefinition)
        | Flag(CompactNodeField.RolePermissions, node.RolePermissions is not null)
        | Flag(CompactNodeField.AccessRestrictions, node.AccessRestrictions is not null)
        | Flag(CompactNodeField.Value, node.ValueXml is not null);

    private static CompactNodeField Flag(CompactNodeField field, bool isSet) => isSet ? field : CompactNodeField.None;

    private void Attributes(NodeDefinition node, CompactNodeField fields)
    {
        When(CompactNodeField.DisplayName, () => Text(node.DisplayName));
        When(CompactNodeField.Description, () => Text(node.Description));
        When(CompactNodeField.InverseName, () => Text(node.InverseName));
        When(CompactNodeField.EventNotifier, () => _body.Write(node.EventNotifier));
        When(CompactNodeField.DataType, () => Id(node.DataType));
        When(CompactNodeField.ValueRank, () => _body.Write(node.ValueRank));
        When(CompactNodeField.ArrayDimensions, () => List(node.ArrayDimensions!, Number));
        When(CompactNodeField.AccessLevel, () => Number(node.AccessLevel));
        When(CompactNodeField.MinimumSamplingInterval, () => _body.Write(node.MinimumSamplingInterval));
        When(CompactNodeField.WriteMask, () => Number(node.WriteMask));
        When(CompactNodeField.MethodDeclaration, () => Id(node.MethodDeclaration));
        When(CompactNodeField.Structure, () => Structure((StructureDefinition)node.DataTypeDefinition!));
        When(CompactNodeField.Enumeration, () => List(((EnumDefinition)node.DataTypeDefinition!).Fields!, EnumField));
        When(CompactNodeField.RolePermissions, () => List(node.RolePermissions!, Permission));
        When(CompactNodeField.AccessRestrictions, () => _body.Write(node.AccessRestrictions!.Value));
        When(CompactNodeField.Value, () => Text(node.ValueXml));

        void When(CompactNodeField field, Action write)
        {
            if (fields.HasFlag(field))
            {
                write();
            }
        }
    }

    private void Structure(StructureDefinition definition)
    {
        Number((uint)definition.StructureType);
        List(definition.Fields!, Field);
    }

    private void Field(StructureField field)
    {
        Text(field.Name);
        Text(field.Description);
        Id(field.DataType);
        _body.Write(field.ValueRank);
        List(field.ArrayDimensions ?? [], Number);
        Number(field.MaxStringLength);
        _body.Write(field.IsOptional);
    }

    private void EnumField(EnumField field)
    {
        Text(field.Name);
        _body.Write(field.Value);
        Text(field.DisplayName);
        Text(field.Description);
    }

    private void Permission(RolePermissionType permission)
    {
        Id(permission.RoleId);
        Number((uint)permission.Permissions);
    }

    private void Reference(UaReference reference)
    {
        Id(reference.ReferenceTypeId);
        _body.Write(reference.IsForward);
        Id(reference.Target);
    }

    private void Id(NodeId id)
    {
        Number(((uint)id.NamespaceIndex << 2) | (uint)id.Kind);
        switch (id.Kind)
        {
            case IdType.Numeric: Number(id.Numeric); break;
            case IdType.String: Text(id.Text); break;
            case IdType.Guid: _body.Write(((Guid)id.Identifier).ToByteArray()); break;
            default: Text(Convert.ToBase64String((byte[])id.Identifier)); break;
        }
    }

    private void Text(LocalizedText text)
    {
        Text(text.Text);
        Text(text.Locale);
    }

    /// <summary>Null is 0, the others begin at 1.</summary>
    private void Text(string? text)
    {
        if (text is null)
        {
            Number(0u);
            return;
        }

        if (!_texts.TryGetValue(text, out int index))
        {
            _ordered.Add(text);
            _texts[text] = index = _ordered.Count;
        }

        Number((uint)index);
    }

    private void Number(uint value) => _body.Write7BitEncodedInt64(value);

    private void List<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        _body.Write7BitEncodedInt(items.Count);
        foreach (T item in items)
        {
            write(item);
        }
    }
}
