using System.Reflection;
using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>The fields of structures, whether this program was compiled with them or learned them from the server.</summary>
internal static class StructureFields
{
    /// <summary>Null when the value is no structure.</summary>
    public static IEnumerable<(string Name, object? Value)>? Of(object? value) => value switch
    {
        DynamicStructure dynamic => dynamic.Type.Fields.Where(field => dynamic.Has(field.Name)).Select(field => (field.Name, Named(field, dynamic[field.Name]))),
        IStructure known => known.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(field => (field.Name, field.GetValue(known))),
        _ => null,
    };

    /// <summary>An enumeration's value by its name.</summary>
    private static object? Named(FieldLayout field, object? value) =>
        field is { Type: EnumerationLayout enumeration, Rank: 0 } && value is not null && Variant.From(value).ToInt64() is { } number
            ? enumeration.Describe(number)
            : value;
}
