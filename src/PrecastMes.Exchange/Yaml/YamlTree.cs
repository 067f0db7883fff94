using System.Globalization;
using PrecastMes.Production;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PrecastMes.Exchange.Yaml;

/// <summary>Builds the node tree of one YAML file from parser events. Only what configuration needs: no anchors, no tags, one document.</summary>
internal sealed class YamlTree
{
    private const int MostBytes = 1_000_000;
    private const int DeepestNesting = 20;

    private readonly string file;
    private readonly ProblemList problems;
    private readonly Parser parser;

    private YamlTree(string file, string text, ProblemList problems)
    {
        this.file = file;
        this.problems = problems;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The root mapping, or null when the file can't be read as one; the reason is in <paramref name="problems"/>.</summary>
    public static YamlMap? Read(string path, string shownName, ProblemList problems)
    {
        if (!TextFile.TryRead(path, shownName, MostBytes, problems, out var text))
        {
            return null;
        }

        var tree = new YamlTree(shownName, text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException failure)
        {
            tree.ReportSyntax(failure.Start, failure.Message);
        }
        catch (InvalidOperationException)
        {
            // The parser's answer to a bracket that is never closed.
            tree.ReportSyntax(tree.parser.Current?.Start ?? Mark.Empty, "a bracket is never closed");
        }

        return null;
    }

    private void ReportSyntax(Mark at, string message) => Report(
        At(at, ""), "", "正确的 YAML", "well-formed YAML", $"YAML 语法错误：{message}", $"YAML syntax error: {message}");

    private YamlMap? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            Report(new Place(file, 1, 1, ""), "", "键和值", "keys with values", "文件为空", "The file is empty");
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = Node("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            Report(At(second.Start, ""), "---", "一个文档", "one document", "文件含多个 YAML 文档", "The file holds more than one YAML document");
            return null;
        }

        if (root is YamlMap map)
        {
            return map;
        }

        Report(root.Place, Text(root), "键和值", "keys with values", "文件应由“键: 值”组成", "The file must consist of \"key: value\" lines");
        return null;
    }

    private YamlNode Node(string path, int depth)
    {
        var at = At(parser.Current!.Start, path);
        if (depth > DeepestNesting)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, $"nested deeper than {DeepestNesting} levels");
        }

        switch (parser.Current)
        {
            case Scalar scalar:
                RefuseAnchor(scalar, at);
                parser.MoveNext();
                return new YamlScalar(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart start:
                RefuseAnchor(start, at);
                return Sequence(at, path, depth);
            case MappingStart start:
                RefuseAnchor(start, at);
                return Mapping(at, path, depth);
            default:
                Report(at, parser.Current.ToString() ?? "", "值", "a value", "不支持 YAML 别名", "YAML aliases are not supported");
                parser.MoveNext();
                return new YamlScalar(at, "", Plain: true);
        }
    }

    private YamlList Sequence(Place at, string path, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Node(string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), depth + 1));
        }

        parser.Consume<SequenceEnd>();
        return new YamlList(at, items);
    }

    private YamlMap Mapping(Place at, string path, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        while (parser.Current is not MappingEnd)
        {
            var keyNode = Node(path, depth + 1);
            var key = Text(keyNode);
            var keyPath = path.Length == 0 ? key : $"{path}.{key}";
            var keyPlace = keyNode.Place with { Path = keyPath };
            var value = Node(keyPath, depth + 1);
            if (entries.FirstOrDefault(e => e.Key == key) is { } first)
            {
                Report(
                    keyPlace, key, "每个键一次", "each key once",
                    $"键 {key} 重复，已在第 {first.KeyPlace.Line} 行出现", $"The key {key} stands twice; first on line {first.KeyPlace.Line}");
            }
            else
            {
                entries.Add(new YamlEntry(key, keyPlace, value));
            }
        }

        parser.Consume<MappingEnd>();
        return new YamlMap(at, entries);
    }

    private void RefuseAnchor(NodeEvent node, Place at)
    {
        if (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)
        {
            Report(at, "", "普通的值", "a plain value", "不支持 YAML 锚点和标签", "YAML anchors and tags are not supported");
        }
    }

    private Place At(Mark mark, string path) => new(file, (int)mark.Line, (int)mark.Column, path);

    private static string Text(YamlNode node) => node is YamlScalar scalar ? scalar.Text : "";

    private void Report(Place at, string value, string expectedZh, string expectedEn, string zh, string en) =>
        problems.Add(at.File, at.Line, at.Column, at.Path, value, new LocalizedText(expectedZh, expectedEn), new LocalizedText(zh, en));
}
