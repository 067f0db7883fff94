using System.Globalization;
using PrecastMes.Production;

namespace PrecastMes.Exchange.Yaml;

/// <summary>What may stand somewhere, in words.</summary>
internal static class Expectations
{
    public static readonly LocalizedText Id = new(
        "标识：以字母开头，由字母、数字、- 和 _ 组成，至多 32 个字符",
        "an identifier: letters, digits, - and _, beginning with a letter, at most 32");

    public static readonly LocalizedText Mark = new(
        "构件型号：字母、数字、- _ . / 组成，至多 64 个字符", "a type mark: letters, digits and - _ . /, at most 64 characters");

    public static readonly LocalizedText Bool = new("true 或 false", "true or false");
    public static readonly LocalizedText Map = new("一组“键: 值”", "a group of \"key: value\"");
    public static readonly LocalizedText Time = new("时刻 \"HH:mm\"", "a time of day \"HH:mm\"");
    public static readonly LocalizedText Date = new("日期 yyyy-MM-dd", "a date yyyy-MM-dd");
    public static readonly LocalizedText LocalInstant = new("当地时间 yyyy-MM-ddTHH:mm:ss", "a local time yyyy-MM-ddTHH:mm:ss");

    public static LocalizedText Text(int longest) => new(
        string.Create(CultureInfo.InvariantCulture, $"1 至 {longest} 个字符的文本（数字和 true/false 须加引号）"),
        string.Create(CultureInfo.InvariantCulture, $"text of 1 to {longest} characters (numbers and true/false in quotes)"));

    public static LocalizedText Integer(int from, int to) => new(
        string.Create(CultureInfo.InvariantCulture, $"{from} 至 {to} 的整数"),
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"));

    public static LocalizedText List(int atLeast) => new(
        string.Create(CultureInfo.InvariantCulture, $"至少 {atLeast} 项的列表"),
        string.Create(CultureInfo.InvariantCulture, $"a list of at least {atLeast}"));

    public static LocalizedText OneOf(IEnumerable<string> words)
    {
        var list = string.Join(", ", words);
        return new LocalizedText($"以下之一：{list}", $"one of {list}");
    }
}
