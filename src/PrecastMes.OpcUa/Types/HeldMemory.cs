using System.Runtime.CompilerServices;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>
/// How many bytes of memory a value holds beside its place, as an estimate for budgets of what waits. None for numbers, times and codes;
/// one look for texts and arrays of numbers. The elements of other arrays are looked at one by one, structures are encoded.
/// </summary>
internal static class HeldMemory
{
    // Header, type and length of an object.
    private const int ObjectBytes = 24;

    // Of a structure's memory to its encoding: texts take two bytes a character, and every part is an object of its own.
    private const int StructureFactor = 4;

    public static long Of(in Variant value) => value.Object is { } held ? OfObject(held) : 0;

    /// <summary>An array of fields, with its places.</summary>
    public static long Of(Variant[] fields)
    {
        long bytes = ObjectBytes + ((long)fields.Length * Unsafe.SizeOf<Variant>());
        foreach (ref readonly Variant field in fields.AsSpan())
        {
            bytes += Of(field);
        }

        return bytes;
    }

    private static long OfObject(object? value) => value switch
    {
        null => 0,
        string text => Text(text),
        Array array => OfArray(array),
        Matrix matrix => ObjectBytes + (4L * matrix.Dimensions.Count) + OfArray(matrix.Elements),
        ExtensionObject extension => Of(extension),
        LocalizedText text => ObjectBytes + Unsafe.SizeOf<LocalizedText>() + Text(text.Text) + Text(text.Locale),
        QualifiedName name => ObjectBytes + Unsafe.SizeOf<QualifiedName>() + Text(name.Name),
        XmlElement xml => ObjectBytes + Text(xml.Text),
        NodeId id => ObjectBytes + Of(id),
        ExpandedNodeId id => ObjectBytes + Of(id.NodeId) + Text(id.NamespaceUri),
        DataValue data => ObjectBytes + Unsafe.SizeOf<DataValue>() + Of(data.Value),
        Variant variant => ObjectBytes + Unsafe.SizeOf<Variant>() + Of(variant),
        _ => ObjectBytes + Unsafe.SizeOf<Guid>(),
    };

    private static long OfArray(Array array) => array switch
    {
        byte[] or sbyte[] or bool[] => ObjectBytes + array.LongLength,
        short[] or ushort[] => ObjectBytes + (2 * array.LongLength),
        int[] or uint[] or float[] or StatusCode[] => ObjectBytes + (4 * array.LongLength),
        long[] or ulong[] or double[] or DateTime[] => ObjectBytes + (8 * array.LongLength),
        Guid[] => ObjectBytes + (16 * array.LongLength),
        Variant[] fields => Of(fields),
        string?[] texts => Sum(texts, static text => Text(text)),
        byte[]?[] blobs => Sum(blobs, static blob => blob is null ? 0 : ObjectBytes + blob.Length),
        DataValue[] values => Sum(values, static value => Of(value.Value)),
        LocalizedText[] texts => Sum(texts, static text => Text(text.Text) + Text(text.Locale)),
        QualifiedName[] names => Sum(names, static name => Text(name.Name)),
        NodeId[] ids => Sum(ids, static id => Of(id)),
        ExpandedNodeId[] ids => Sum(ids, static id => Of(id.NodeId) + Text(id.NamespaceUri)),
        XmlElement[] xmls => Sum(xmls, static xml => Text(xml.Text)),
        ExtensionObject?[] structures => Sum(structures, static structure => structure is null ? 0 : Of(structure)),
        _ => ObjectBytes + (8 * array.LongLength),
    };

    private static long Sum<T>(T[] elements, Func<T, long> held)
    {
        long bytes = ObjectBytes + ((long)elements.Length * Unsafe.SizeOf<T>());
        foreach (T element in elements)
        {
            bytes += held(element);
        }

        return bytes;
    }

    private static long Text(string? text) => text is null ? 0 : ObjectBytes + (2L * text.Length);

    private static long Of(NodeId id) => id.Kind switch
    {
        IdType.Numeric => Unsafe.SizeOf<NodeId>(),
        IdType.Guid => Unsafe.SizeOf<NodeId>() + ObjectBytes + Unsafe.SizeOf<Guid>(),
        _ => Unsafe.SizeOf<NodeId>() + ObjectBytes + (id.Identifier switch { string text => 2L * text.Length, byte[] bytes => bytes.Length, _ => 0 }),
    };

    private static long Of(ExtensionObject extension)
    {
        long bytes = (2 * ObjectBytes) + Of(extension.TypeId) + (extension.Body?.Length ?? 0) + Text(extension.Xml?.Text);
        if (extension.Structure is { } structure)
        {
            using var encoder = new BinaryEncoder();
            structure.Encode(encoder);
            bytes += (long)StructureFactor * encoder.Length;
        }

        return bytes;
    }
}
