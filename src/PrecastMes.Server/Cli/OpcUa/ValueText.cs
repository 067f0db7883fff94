using System.Globalization;
using PrecastMes.OpcUa;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Values in one line, for a table or a log.</summary>
internal static class ValueText
{
    private const int MaxElements = 20;
    private const int MaxBytes = 64;

    /// <summary>The whole value; a text stands without quotes.</summary>
    public static string Of(object? value) => value is string text ? text : Inner(value);

    public static string Time(DateTime? time) =>
        time is { } given ? given.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) : "";

    /// <summary>The code by its name, with the marks that its flag bits make.</summary>
    public static string Status(StatusCode status) => (StatusCodes.NameOf(status.Code & 0xFFFF0000) ?? status.ToString()) + (status.HasOverflow ? "+Overflow" : "");

    private static string Inner(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        byte[] bytes => "0x" + Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, MaxBytes))) + (bytes.Length > MaxBytes ? $"… ({bytes.Length} bytes)" : ""),
        DateTime time => Time(time),
        StatusCode status => Status(status),
        LocalizedText text => text.Text ?? "null",
        Variant variant => Inner(variant.Value),
        DataValue data => Inner(data.Value.Value),
        ExtensionObject { Structure: { } structure } => Inner(structure),
        ExtensionObject unknown => $"{unknown.TypeId} {(unknown.Body is { } body ? Inner(body) : unknown.Xml?.ToString() ?? "null")}",
        Matrix matrix => $"[{string.Join("×", matrix.Dimensions)}] {Inner(matrix.Elements)}",
        Array array => Elements(array),
        _ when StructureFields.Of(value) is { } fields => "{" + string.Join(", ", fields.Select(field => $"{field.Name}: {Inner(field.Value)}")) + "}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Elements(Array array)
    {
        var shown = string.Join(", ", array.Cast<object?>().Take(MaxElements).Select(Inner));
        return array.Length > MaxElements
            ? string.Create(CultureInfo.InvariantCulture, $"[{shown}, … ({array.Length})]")
            : $"[{shown}]";
    }
}
