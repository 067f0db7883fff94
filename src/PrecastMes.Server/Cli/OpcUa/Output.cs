using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>The standard output of the verbs: a table for people or JSON for programs.</summary>
internal static class Output
{
    public static readonly Option<bool> Json = new("--json") { Description = Text.Of("opcua.json") };

    // Chinese stays Chinese; the output is a terminal's or a file's, never part of a web page.
    private static readonly JsonWriterOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Lines with { Indented = true };

    /// <summary>Writes one line in which a peer has words: they must not steer the terminal.</summary>
    public static void WriteLine(string line) => Console.Out.WriteLine(TextTable.Visible(line));

    /// <summary>Writes one JSON document.</summary>
    public static void WriteJson(Action<Utf8JsonWriter> content) => Write(content, Indented);

    /// <summary>Writes one JSON document in one line.</summary>
    public static void WriteJsonLine(Action<Utf8JsonWriter> content) => Write(content, Lines);

    private static void Write(Action<Utf8JsonWriter> content, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            content(writer);
        }

        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
