namespace PrecastMes.OpcUa;

/// <summary>The built-in type behind each .NET type that a Variant holds.</summary>
internal static class VariantTypes
{
    private static readonly Dictionary<Type, BuiltInType> ByElement = new()
    {
        [typeof(bool)] = BuiltInType.Boolean,
        [typeof(sbyte)] = BuiltInType.SByte,
        [typeof(byte)] = BuiltInType.Byte,
        [typeof(short)] = BuiltInType.Int16,
        [typeof(ushort)] = BuiltInType.UInt16,
        [typeof(int)] = BuiltInType.Int32,
        [typeof(uint)] = BuiltInType.UInt32,
        [typeof(long)] = BuiltInType.Int64,
        [typeof(ulong)] = BuiltInType.UInt64,
        [typeof(float)] = BuiltInType.Float,
        [typeof(double)] = BuiltInType.Double,
        [typeof(string)] = BuiltInType.String,
        [typeof(DateTime)] = BuiltInType.DateTime,
        [typeof(Guid)] = BuiltInType.Guid,
        [typeof(byte[])] = BuiltInType.ByteString,
        [typeof(XmlElement)] = BuiltInType.XmlElement,
        [typeof(NodeId)] = BuiltInType.NodeId,
        [typeof(ExpandedNodeId)] = BuiltInType.ExpandedNodeId,
        [typeof(StatusCode)] = BuiltInType.StatusCode,
        [typeof(QualifiedName)] = BuiltInType.QualifiedName,
        [typeof(LocalizedText)] = BuiltInType.LocalizedText,
        [typeof(ExtensionObject)] = BuiltInType.ExtensionObject,
        [typeof(DataValue)] = BuiltInType.DataValue,
        [typeof(Variant)] = BuiltInType.Variant,
    };

    private static readonly Dictionary<BuiltInType, Type> ByType = ByElement.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static Type TypeOf(BuiltInType type) => ByType.TryGetValue(type, out Type? element)
        ? element
        : throw new ArgumentException($"A Variant holds no {type}.", nameof(type));

    private static readonly Dictionary<BuiltInType, Type> ByBuiltIn = ByElement.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The .NET type of a value, and of the elements of an array.</summary>
    public static Type ElementOf(BuiltInType type) => ByBuiltIn[type];

    /// <summary>0, false, an empty id, or the null of the type.</summary>
    public static Variant Default(BuiltInType type) => type switch
    {
        BuiltInType.String or BuiltInType.ByteString or BuiltInType.ExtensionObject => Variant.FromObject(type, null),
        BuiltInType.DateTime => DateTime.MinValue,
        <= BuiltInType.Double => Variant.FromBits(type, 0),
        BuiltInType.StatusCode => StatusCodes.Good,
        _ => Variant.FromObject(type, Activator.CreateInstance(ElementOf(type))),
    };

    public static BuiltInType OfElement(Type element) => ByElement.TryGetValue(element, out BuiltInType type)
        ? type
        : throw new ArgumentException($"{element} is no .NET type of a built-in type.", nameof(element));

    public static Variant From(object? value) => value switch
    {
        null => Variant.Null,
        Variant variant => variant,
        bool v => v,
        sbyte v => v,
        byte v => v,
        short v => v,
        ushort v => v,
        int v => v,
        uint v => v,
        long v => v,
        ulong v => v,
        float v => v,
        double v => v,
        DateTime v => v,
        StatusCode v => v,
        Matrix v => v,
        byte[] v => v,
        IStructure v => new ExtensionObject(v),
        Array v => Variant.FromArray(OfElement(v.GetType().GetElementType()!), v),
        _ => Variant.FromObject(OfElement(value.GetType()), value),
    };

    public static bool SameObject(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (Array a, Array b) => SameElements(a, b),
        (Matrix a, Matrix b) => a.Dimensions.SequenceEqual(b.Dimensions) && SameElements(a.Elements, b.Elements),
        _ => Equals(left, right),
    };

    private static bool SameElements(Array left, Array right)
    {
        if (left.Length != right.Length || left.GetType() != right.GetType())
        {
            return false;
        }

        return (left, right) switch
        {
            (int[] a, int[] b) => a.AsSpan().SequenceEqual(b),
            (short[] a, short[] b) => a.AsSpan().SequenceEqual(b),
            (ushort[] a, ushort[] b) => a.AsSpan().SequenceEqual(b),
            (float[] a, float[] b) => a.AsSpan().SequenceEqual(b),
            (double[] a, double[] b) => a.AsSpan().SequenceEqual(b),
            (byte[][] a, byte[][] b) => a.Zip(b).All(pair => SameObject(pair.First, pair.Second)),
            _ => left.Cast<object?>().SequenceEqual(right.Cast<object?>()),
        };
    }
}
