using System.Text.Json;
using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Values as JSON: numbers as numbers, structures as objects, times in ISO 8601, bytes in base64, what JSON lacks as text.</summary>
internal static class ValueJson
{
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case float single when float.IsFinite(single):
                writer.WriteNumberValue(single);
                break;
            case double real when double.IsFinite(real):
                writer.WriteNumberValue(real);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case Variant variant:
                Write(writer, variant.Value);
                break;
            case DataValue data:
                Write(writer, data.Value.Value);
                break;
            case ExtensionObject { Structure: { } structure }:
                Write(writer, structure);
                break;
            case ExtensionObject unknown:
                writer.WriteStartObject();
                writer.WriteString("typeId", unknown.TypeId.ToString());
                writer.WriteString("body", unknown.Body is { } body ? Convert.ToBase64String(body) : unknown.Xml?.ToString());
                writer.WriteEndObject();
                break;
            case Matrix matrix:
                WriteMatrix(writer, matrix, 0, 0, matrix.Elements.Length);
                break;
            case Array array:
                writer.WriteStartArray();
                foreach (var each in array)
                {
                    Write(writer, each);
                }

                writer.WriteEndArray();
                break;
            case not null when StructureFields.Of(value) is { } fields:
                writer.WriteStartObject();
                foreach (var (name, field) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, field);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value is DateTime time ? time.ToString("O", System.Globalization.CultureInfo.InvariantCulture) : ValueText.Of(value));
                break;
        }
    }

    /// <summary>Arrays in arrays, as many as there are dimensions.</summary>
    private static void WriteMatrix(Utf8JsonWriter writer, Matrix matrix, int dimension, int from, int length)
    {
        if (dimension == matrix.Dimensions.Count)
        {
            Write(writer, matrix.Elements.GetValue(from));
            return;
        }

        writer.WriteStartArray();
        var count = matrix.Dimensions[dimension];
        for (var i = 0; i < count; i++)
        {
            WriteMatrix(writer, matrix, dimension + 1, from + (i * (length / count)), length / count);
        }

        writer.WriteEndArray();
    }
}
