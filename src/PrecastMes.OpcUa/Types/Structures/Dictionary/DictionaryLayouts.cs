namespace PrecastMes.OpcUa;

/// <summary>Makes layouts from a server's type dictionaries; what they can't say, or say without end, is refused.</summary>
internal sealed class DictionaryLayouts(IReadOnlyCollection<TypeDictionary> dictionaries)
{
    private const string OpcBinary = "http://opcfoundation.org/BinarySchema/";
    private const string OpcUa = "http://opcfoundation.org/UA/";
    private const int MaxDepth = 50;
    private const int MaxFields = 2_000;

    private readonly Dictionary<(string Namespace, string Name), StructureLayout> _built = [];
    private readonly LayoutSize _size = new();

    /// <exception cref="OpcUaException">Bad_DataTypeIdUnknown, with the reason.</exception>
    public StructureLayout Build(string targetNamespace, string name, NodeId encodingId)
    {
        HashSet<(string, string)> before = [.. _built.Keys];
        try
        {
            StructureLayout layout = Structure(targetNamespace, name, 0);
            _size.Check(layout);
            layout.EncodingId = encodingId;
            return layout;
        }
        catch (OpcUaException)
        {
            // Some of them are not complete, others hold them.
            foreach ((string, string) added in _built.Keys.Where(key => !before.Contains(key)).ToArray())
            {
                _built.Remove(added);
            }

            throw;
        }
    }

    private static OpcUaException Refused(string name, string why) => new(StatusCodes.BadDataTypeIdUnknown, $"the dictionary's type {name} {why}");

    private StructureLayout Structure(string space, string name, int depth)
    {
        if (_built.TryGetValue((space, name), out StructureLayout? layout))
        {
            return layout;
        }

        DictionaryStructure described = Dictionary(space, name).Structure(name) ?? throw Refused(name, "is not described");
        if (depth > MaxDepth || described.Fields.Count > MaxFields)
        {
            throw Refused(name, $"has {described.Fields.Count} fields at depth {depth}");
        }

        layout = new StructureLayout(NodeId.Null, name, NodeId.Null);
        _built[(space, name)] = layout;
        DictionarySlot[] slots = new DictionarySlot[described.Fields.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = Slot(described, i, depth);
        }

        HashSet<int> control = [.. slots.Select(slot => slot.LengthSlot), .. slots.Select(slot => slot.SwitchSlot)];
        FieldLayout[] fields =
        [
            .. Enumerable.Range(0, slots.Length)
                .Where(i => !control.Contains(i) && !(slots[i].Bits > 0 && slots[i].Name.StartsWith("Reserved", StringComparison.Ordinal)))
                .Select(i => new FieldLayout(slots[i].Name, i, slots[i].Type, slots[i].IsArray ? 1 : 0, slots[i].SwitchSlot >= 0)),
        ];
        bool isUnion = fields.Length > 0 && slots[0].Bits == 0 && fields.All(field => slots[field.Slot].SwitchSlot == 0);
        layout.Complete(fields, slots.Length, isUnion, new DictionaryStructureCodec(slots));
        return layout;
    }

    private DictionarySlot Slot(DictionaryStructure owner, int index, int depth)
    {
        DictionaryField field = owner.Fields[index];
        if (field.HasTerminator || field.IsLengthInBytes || field.Length is < 0 or > 1_000_000)
        {
            throw Refused(owner.Name, $"has the field {field.Name}, whose length is given in a way that is not known");
        }

        bool isBit = field.Namespace == OpcBinary && field.Type == "Bit";
        int bits = isBit ? Math.Clamp(field.Length, 1, 64) : 0;
        return new DictionarySlot(field.Name, isBit ? BuiltInLayouts.Find(bits == 1 ? BuiltInType.Boolean : BuiltInType.UInt64) : Type(field, depth))
        {
            Bits = bits,
            FixedLength = isBit || field.LengthField is not null ? 0 : field.Length,
            LengthSlot = Earlier(owner, index, field.LengthField),
            SwitchSlot = Earlier(owner, index, field.SwitchField),
            SwitchValue = field.SwitchValue,
            SwitchOperand = field.SwitchOperand,
        };
    }

    private static int Earlier(DictionaryStructure owner, int index, string? name)
    {
        if (name is null)
        {
            return -1;
        }

        for (int i = 0; i < index; i++)
        {
            if (owner.Fields[i].Name == name)
            {
                return i;
            }
        }

        throw Refused(owner.Name, $"has the field {owner.Fields[index].Name}, which rests on '{name}', and no such field before it");
    }

    private DataTypeLayout Type(DictionaryField field, int depth)
    {
        switch (field.Namespace)
        {
            case OpcBinary:
                return field.Type switch
                {
                    "CharArray" or "WideString" or "WideCharArray" => field.Type == "CharArray" ? BuiltInLayouts.Find(BuiltInType.String) : throw Refused(field.Name, $"is of type {field.Type}"),
                    "Char" => BuiltInLayouts.Find(BuiltInType.Byte),
                    var name when Enum.TryParse(name, out BuiltInType type) && type is > BuiltInType.Null and <= BuiltInType.ByteString => BuiltInLayouts.Find(type),
                    _ => throw Refused(field.Name, $"is of type {field.Type}"),
                };
            case OpcUa when Enum.TryParse(field.Type, out BuiltInType type) && type != BuiltInType.Null:
                return BuiltInLayouts.Find(type);
            default:
                return Dictionary(field.Namespace, field.Type).Enumeration(field.Type) is { } enumeration
                    ? enumeration
                    : Structure(field.Namespace, field.Type, depth + 1);
        }
    }

    private TypeDictionary Dictionary(string space, string name) =>
        dictionaries.FirstOrDefault(dictionary => dictionary.TargetNamespace == space) ?? throw Refused(name, $"is of the namespace '{space}', which has no dictionary");
}
