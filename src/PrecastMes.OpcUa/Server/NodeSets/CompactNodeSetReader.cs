using System.IO.Compression;

namespace PrecastMes.OpcUa.Server;

/// <summary>Reads what <see cref="CompactNodeSetWriter"/> wrote.</summary>
internal sealed class CompactNodeSetReader : IDisposable
{
    private readonly BinaryReader _body;
    private readonly string[] _texts;

    private CompactNodeSetReader(byte[] bytes)
    {
        _body = new BinaryReader(new MemoryStream(bytes, writable: false));
        _texts = List(_body.ReadString);
    }

    public static NodeSet Read(Stream stream, string name)
    {
        Span<byte> head = stackalloc byte[5];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !head[..4].SequenceEqual(CompactNodeSetWriter.Magic)
            || head[4] != CompactNodeSetWriter.FormatVersion)
        {
            throw new InvalidDataException($"{name} is no compact NodeSet of version {CompactNodeSetWriter.FormatVersion}.");
        }

        try
        {
            using var compressed = new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true);
            var bytes = new MemoryStream();
            compressed.CopyTo(bytes);
            using var reader = new CompactNodeSetReader(bytes.ToArray());
            return reader.Body(name);
        }
        catch (Exception exception) when (exception is EndOfStreamException or IndexOutOfRangeException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name} is a damaged compact NodeSet: {exception.Message}", exception);
        }
    }

    public void Dispose() => _body.Dispose();

    private NodeSet Body(string name)
    {
        string[] namespaces = List(() => Text()!);
        NodeSetModel[] models = List(Model);
        NodeDefinition[] nodes = List(Node);
        return new NodeSet(name, namespaces, models, nodes);
    }

    private NodeSetModel Model()
    {
        string uri = Text()!;
        string? version = Text();
        long published = _body.ReadInt64();
        return new NodeSetModel(uri, version, published == 0 ? null : new DateTime(published, DateTimeKind.Utc)) { Requires = List(Model) };
    }

    /// <summary>The properties are set in the order of the bytes.</summary>
    private NodeDefinition Node()
    {
        var nodeClass = (NodeClass)_body.Read7BitEncodedInt();
        NodeId id = Id();
        var browseName = new QualifiedName((ushort)Number(), Text());
        var fields = (CompactNodeField)_body.Read7BitEncodedInt();
        return new NodeDefinition
        {
            NodeClass = nodeClass,
            NodeId = id,
            BrowseName = browseName,
            DisplayName = fields.HasFlag(CompactNodeField.DisplayName) ? Localized() : browseName.Name,
            Description = fields.HasFlag(CompactNodeField.Description) ? Localized() : default,
            InverseName = fields.HasFlag(CompactNodeField.InverseName) ? Localized() : default,
            IsAbstract = fields.HasFlag(CompactNodeField.IsAbstract),
            Symmetric = fields.HasFlag(CompactNodeField.Symmetric),
            ContainsNoLoops = fields.HasFlag(CompactNodeField.ContainsNoLoops),
            Historizing = fields.HasFlag(CompactNodeField.Historizing),
            Executable = !fields.HasFlag(CompactNodeField.NotExecutable),
            EventNotifier = fields.HasFlag(CompactNodeField.EventNotifier) ? _body.ReadByte() : (byte)0,
            DataType = fields.HasFlag(CompactNodeField.DataType) ? Id() : DataTypeIds.BaseDataType,
            ValueRank = fields.HasFlag(CompactNodeField.ValueRank) ? _body.ReadInt32() : -1,
            ArrayDimensions = fields.HasFlag(CompactNodeField.ArrayDimensions) ? List(Number) : null,
            AccessLevel = fields.HasFlag(CompactNodeField.AccessLevel) ? Number() : (uint)AccessLevelType.CurrentRead,
            MinimumSamplingInterval = fields.HasFlag(CompactNodeField.MinimumSamplingInterval) ? _body.ReadDouble() : 0,
            WriteMask = fields.HasFlag(CompactNodeField.WriteMask) ? Number() : 0,
            MethodDeclaration = fields.HasFlag(CompactNodeField.MethodDeclaration) ? Id() : default,
            DataTypeDefinition = Definition(fields),
            RolePermissions = fields.HasFlag(CompactNodeField.RolePermissions) ? List(Permission) : null,
            AccessRestrictions = fields.HasFlag(CompactNodeField.AccessRestrictions) ? _body.ReadUInt16() : null,
            ValueXml = fields.HasFlag(CompactNodeField.Value) ? Text() : null,
            References = List(Reference),
        };
    }

    private IStructure? Definition(CompactNodeField fields)
    {
        if (fields.HasFlag(CompactNodeField.Enumeration))
        {
            return new EnumDefinition { Fields = List(EnumField) };
        }

        return fields.HasFlag(CompactNodeField.Structure)
            ? new StructureDefinition { StructureType = (StructureType)Number(), Fields = List(Field) }
            : null;
    }

    private StructureField Field() => new()
    {
        Name = Text(),
        Description = Localized(),
        DataType = Id(),
        ValueRank = _body.ReadInt32(),
        ArrayDimensions = List(Number) is { Length: > 0 } dimensions ? dimensions : null,
        MaxStringLength = Number(),
        IsOptional = _body.ReadBoolean(),
    };

    private EnumField EnumField() => new() { Name = Text(), Value = _body.ReadInt64(), DisplayName = Localized(), Description = Localized() };

    private RolePermissionType Permission() => new() { RoleId = Id(), Permissions = (PermissionType)Number() };

    private UaReference Reference() => new(Id(), _body.ReadBoolean(), Id());

    private NodeId Id()
    {
        uint head = Number();
        ushort index = (ushort)(head >> 2);
        return (IdType)(head & 3) switch
        {
            IdType.Numeric => new NodeId(index, Number()),
            IdType.String => new NodeId(index, Text()!),
            IdType.Guid => new NodeId(index, new Guid(_body.ReadBytes(16))),
            _ => new NodeId(index, Convert.FromBase64String(Text()!)),
        };
    }

    private LocalizedText Localized()
    {
        string? text = Text();
        return new LocalizedText(text, Text());
    }

    private string? Text()
    {
        uint index = Number();
        return index == 0 ? null : _texts[index - 1];
    }

    private uint Number() => (uint)_body.Read7BitEncodedInt64();

    private T[] List<T>(Func<T> read)
    {
        int count = _body.Read7BitEncodedInt();
        if (count < 0 || count > _body.BaseStream.Length - _body.BaseStream.Position)
        {
            throw new EndOfStreamException($"a list claims {count} items");
        }

        var items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }
}
