using System.Globalization;
using System.Text.RegularExpressions;
using PrecastMes.Production;

namespace PrecastMes.Exchange.Yaml;

/// <summary>
/// Reads a mapping key by key. What is missing or wrong is reported and a stand-in is given, so that reading goes on and all
/// problems are found; a record made of stand-ins never leaves the room, because then there are problems.
/// </summary>
internal sealed partial class MapReader
{
    private readonly YamlMap? map;
    private readonly ProblemList problems;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> bad = new(StringComparer.Ordinal);

    /// <summary>Reader of a mapping; null is one that could not be read, whose keys are not asked for again.</summary>
    public MapReader(YamlMap? map, ProblemList problems)
    {
        this.map = map;
        this.problems = problems;
    }

    /// <summary>Where the mapping stands.</summary>
    public Place Place => map?.Place ?? default;

    /// <summary>True when the mapping could be read and all these keys were good: only then do comparisons between them make sense.</summary>
    public bool Good(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (bad.Contains(key))
            {
                return false;
            }
        }

        return map is not null;
    }

    /// <summary>Whether an optional key stands there.</summary>
    public bool Has(string key)
    {
        known.Add(key);
        return map?.Entries.Any(e => e.Key == key) ?? false;
    }

    /// <summary>Where a key's value stands; the mapping's own place when it has none.</summary>
    public Place At(string key) => map?.Entries.FirstOrDefault(e => e.Key == key)?.Value.Place ?? Place with { Path = PathOf(key) };

    /// <summary>Short identifier: letters, digits, dash, underscore; begins with a letter.</summary>
    public string Id(string key) => Matching(key, IdPattern(), Expectations.Id);

    /// <summary>Text of 1 to <paramref name="longest"/> characters.</summary>
    public string Text(string key, int longest = 200)
    {
        var scalar = Scalar(key, Expectations.Text(longest));
        return scalar is null ? "" : TextOf(scalar, longest) ?? Refused(key);
    }

    /// <summary>Text that a pattern describes.</summary>
    public string Matching(string key, Regex pattern, LocalizedText expected)
    {
        var scalar = Scalar(key, expected);
        if (scalar is null)
        {
            return "";
        }

        if (!IsText(scalar) || !pattern.IsMatch(scalar.Text))
        {
            return Wrong(key, scalar, expected);
        }

        return scalar.Text;
    }

    /// <summary>Whole number in a range, both ends included.</summary>
    public int Int(string key, int from, int to)
    {
        var expected = Expectations.Integer(from, to);
        var scalar = Scalar(key, expected);
        if (scalar is null)
        {
            return from;
        }

        if (TryInt(scalar, from, to, out var value))
        {
            return value;
        }

        Wrong(key, scalar, expected);
        return from;
    }

    /// <summary>As <see cref="Int(string, int, int)"/>, for a key that may be left out.</summary>
    public int Int(string key, int from, int to, int whenLeftOut) => Has(key) ? Int(key, from, to) : whenLeftOut;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Bool(string key)
    {
        var scalar = Scalar(key, Expectations.Bool);
        if (scalar is not null && !(scalar.Plain && scalar.Text is "true" or "false"))
        {
            Wrong(key, scalar, Expectations.Bool);
        }

        return scalar is { Text: "true" };
    }

    /// <summary>One of a few words.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var expected = Expectations.OneOf(words.Keys);
        var scalar = Scalar(key, expected);
        if (scalar is null)
        {
            return default;
        }

        if (IsText(scalar) && words.TryGetValue(scalar.Text, out var value))
        {
            return value;
        }

        Wrong(key, scalar, expected);
        return default;
    }

    /// <summary>One of a few words, as it stands there.</summary>
    public string OneOf(string key, IReadOnlyList<string> words)
    {
        var expected = Expectations.OneOf(words);
        var scalar = Scalar(key, expected);
        if (scalar is null)
        {
            return "";
        }

        return IsText(scalar) && words.Contains(scalar.Text) ? scalar.Text : Wrong(key, scalar, expected);
    }

    /// <summary>A name in both languages: <c>{ zh: …, en: … }</c>.</summary>
    public LocalizedText Name(string key = "name")
    {
        var names = Map(key);
        var name = new LocalizedText(names.Text("zh"), names.Text("en"));
        names.Done();
        return name;
    }

    /// <summary>Local time of day, <c>HH:mm</c>.</summary>
    public TimeOnly Time(string key)
    {
        var text = Matching(key, TimePattern(), Expectations.Time);
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;
    }

    /// <summary>Local date and time, <c>yyyy-MM-ddTHH:mm:ss</c>.</summary>
    public DateTime LocalInstant(string key)
    {
        var scalar = Scalar(key, Expectations.LocalInstant);
        if (scalar is null)
        {
            return default;
        }

        if (DateTime.TryParseExact(
                scalar.Text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant;
        }

        Wrong(key, scalar, Expectations.LocalInstant);
        return default;
    }

    /// <summary>The mapping under a key.</summary>
    public MapReader Map(string key)
    {
        var value = Value(key, Expectations.Map);
        if (value is null or YamlMap)
        {
            return new MapReader(value as YamlMap, problems);
        }

        Wrong(key, value, Expectations.Map);
        return new MapReader(null, problems);
    }

    /// <summary>The mappings in the list under a key.</summary>
    public IReadOnlyList<MapReader> Maps(string key, int atLeast)
    {
        var readers = new List<MapReader>();
        foreach (var item in Items(key, atLeast))
        {
            if (item is not YamlMap)
            {
                Report(item.Place, item is YamlScalar scalar ? scalar.Text : "[…]", Expectations.Map);
                bad.Add(key);
            }

            readers.Add(new MapReader(item as YamlMap, problems));
        }

        return readers;
    }

    /// <summary>The mappings under a key by their free keys.</summary>
    public IReadOnlyList<(string Key, MapReader Map, Place KeyPlace)> MapsByKey(string key)
    {
        var values = new List<(string, MapReader, Place)>();
        var under = Map(key);
        foreach (var entry in under.map?.Entries ?? [])
        {
            if (!IdPattern().IsMatch(entry.Key))
            {
                Report(entry.KeyPlace, entry.Key, Expectations.Id);
            }

            values.Add((entry.Key, under.Map(entry.Key), entry.KeyPlace));
        }

        return values;
    }

    /// <summary>The scalars in the list under a key, each as <paramref name="read"/> reads it; wrong ones are reported and left out.</summary>
    public IReadOnlyList<(T Value, Place Place)> Scalars<T>(string key, int atLeast, LocalizedText expected, Func<string, T?> read)
        where T : struct
    {
        var values = new List<(T, Place)>();
        foreach (var item in Items(key, atLeast))
        {
            if (item is YamlScalar scalar && IsText(scalar) && read(scalar.Text) is { } value)
            {
                values.Add((value, item.Place));
            }
            else
            {
                Report(item.Place, item is YamlScalar wrong ? wrong.Text : "[…]", expected);
                bad.Add(key);
            }
        }

        return values;
    }

    /// <summary>The type marks in the list under a key, of the form that orders have them in.</summary>
    public IReadOnlyList<(string Value, Place Place)> Marks(string key, int atLeast)
    {
        var marks = new List<(string, Place)>();
        foreach (var item in Items(key, atLeast))
        {
            if (item is YamlScalar scalar && IsText(scalar) && MarkPattern().IsMatch(scalar.Text))
            {
                marks.Add((scalar.Text, item.Place));
            }
            else
            {
                Report(item.Place, item is YamlScalar wrong ? wrong.Text : "[…]", Expectations.Mark);
                bad.Add(key);
            }
        }

        return marks;
    }

    /// <summary>A type mark, of the form that orders have it in.</summary>
    public string Mark(string key) => Matching(key, MarkPattern(), Expectations.Mark);

    /// <summary>Whole numbers by free key.</summary>
    public IReadOnlyList<(string Key, int Value, Place KeyPlace)> IntsByKey(int from, int to)
    {
        var values = new List<(string, int, Place)>();
        foreach (var entry in map?.Entries ?? [])
        {
            values.Add((entry.Key, Int(entry.Key, from, to), entry.KeyPlace));
        }

        return values;
    }

    /// <summary>Texts by free key.</summary>
    public IReadOnlyList<(string Key, string Value, Place KeyPlace)> TextsByKey()
    {
        var values = new List<(string, string, Place)>();
        foreach (var entry in map?.Entries ?? [])
        {
            values.Add((entry.Key, Text(entry.Key), entry.KeyPlace));
        }

        return values;
    }

    /// <summary>Reports every key that nobody asked for: a misspelt key must not be ignored in silence.</summary>
    public void Done()
    {
        foreach (var entry in map?.Entries ?? [])
        {
            if (!known.Contains(entry.Key))
            {
                var allowed = string.Join(", ", known.Order(StringComparer.Ordinal));
                problems.Add(
                    entry.KeyPlace.File, entry.KeyPlace.Line, entry.KeyPlace.Column, entry.KeyPlace.Path, entry.Key,
                    Expectations.OneOf(known.Order(StringComparer.Ordinal)),
                    new LocalizedText($"未知的键 {entry.Key}；可用的键：{allowed}", $"Unknown key {entry.Key}; known here: {allowed}"));
            }
        }
    }

    /// <summary>Reports a value that is well formed but does not fit the others.</summary>
    public void Misfit(string key, string value, LocalizedText expected, LocalizedText message)
    {
        if (map is not null)
        {
            var at = At(key);
            problems.Add(at.File, at.Line, at.Column, at.Path, value, expected, message);
        }
    }

    private IReadOnlyList<YamlNode> Items(string key, int atLeast)
    {
        var expected = Expectations.List(atLeast);
        var value = Value(key, expected);
        if (value is not YamlList list)
        {
            if (value is not null)
            {
                Wrong(key, value, expected);
            }

            return [];
        }

        if (list.Items.Count < atLeast)
        {
            Wrong(key, list, expected);
        }

        return list.Items;
    }

    private YamlScalar? Scalar(string key, LocalizedText expected)
    {
        var value = Value(key, expected);
        if (value is null or YamlScalar)
        {
            return value as YamlScalar;
        }

        Wrong(key, value, expected);
        return null;
    }

    private YamlNode? Value(string key, LocalizedText expected)
    {
        known.Add(key);
        if (map is null)
        {
            bad.Add(key);
            return null;
        }

        var value = map.Entries.FirstOrDefault(e => e.Key == key)?.Value;
        if (value is null)
        {
            bad.Add(key);
            problems.Add(
                Place.File, Place.Line, Place.Column, PathOf(key), "", expected,
                new LocalizedText($"缺少键 {key}；应为{expected.Zh}", $"Key {key} is missing; expected {expected.En}"));
        }

        return value;
    }

    private string PathOf(string key) => Place.Path is null or "" ? key : $"{Place.Path}.{key}";

    private string? TextOf(YamlScalar scalar, int longest)
    {
        var expected = Expectations.Text(longest);
        if (IsText(scalar) && scalar.Text.Length <= longest && !scalar.Text.Any(char.IsControl))
        {
            return scalar.Text;
        }

        Report(scalar.Place, scalar.Text, expected);
        return null;
    }

    private string Refused(string key)
    {
        bad.Add(key);
        return "";
    }

    private string Wrong(string key, YamlNode node, LocalizedText expected)
    {
        bad.Add(key);
        var shown = node switch { YamlScalar scalar => scalar.Text, YamlList => "[…]", _ => "{…}" };
        Report(node.Place, shown, expected);
        return "";
    }

    private void Report(Place at, string value, LocalizedText expected) => problems.Add(
        at.File, at.Line, at.Column, at.Path, value, expected,
        new LocalizedText(
            $"“{Problem.Shown(value)}”不对；应为{expected.Zh}", $"\"{Problem.Shown(value)}\" is wrong; expected {expected.En}"));

    // The core schema of YAML 1.2.2 §10.3.2: plain scalars of these shapes are not text.
    private static bool IsText(YamlScalar scalar) =>
        scalar.Text.Length > 0 && (!scalar.Plain || !NotTextPattern().IsMatch(scalar.Text));

    private static bool TryInt(YamlScalar scalar, int from, int to, out int value)
    {
        value = 0;
        return scalar.Plain
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= from && value <= to;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,31}$", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[\p{L}0-9][\p{L}0-9_./\-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex MarkPattern();

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex TimePattern();

    [GeneratedRegex(
        @"^(null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex NotTextPattern();
}
