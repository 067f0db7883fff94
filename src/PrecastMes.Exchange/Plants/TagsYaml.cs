using System.Text.RegularExpressions;
using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Lines;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads <c>tags.yaml</c>.</summary>
internal static partial class TagsYaml
{
    private static readonly LocalizedText Endpoint = new("地址 opc.tcp://主机:端口", "an address opc.tcp://host:port");
    private static readonly LocalizedText Uri = new("命名空间 URI，例如 urn:plant:line", "a namespace URI, e.g. urn:plant:line");
    private static readonly LocalizedText Pattern = new("含 {unit} 和 {signal} 的 s=…", "s=… with {unit} and {signal}");
    private static readonly LocalizedText Identifier = new("节点标识 s=…、i=…、g=… 或 b=…", "a node identifier s=…, i=…, g=… or b=…");
    private static readonly LocalizedText Variable = new("环境变量名", "the name of an environment variable");

    private static readonly Dictionary<string, LinkSecurityMode> Modes = Enum.GetValues<LinkSecurityMode>().ToDictionary(mode => mode.ToString(), StringComparer.Ordinal);

    public static TagMap Read(MapReader map, References names)
    {
        var tags = new TagMap(
            map.Id("profile"),
            map.Matching("endpoint", EndpointPattern(), Endpoint),
            map.Matching("namespaceUri", UriPattern(), Uri),
            map.Matching("nodePattern", NodePattern(), Pattern),
            SignalNames(map),
            [])
        {
            Make = map.Has("plc") ? map.OneOf("plc", TagMap.Makes) : TagMap.AnyMake,
            Security = Security(map),
        };
        tags = tags with { Overrides = [.. map.Maps("overrides", 0).Select(m => Override(m, tags, names))] };
        map.Done();
        return tags;
    }

    private static LinkSecurity Security(MapReader map)
    {
        var policy = map.OneOf("securityPolicy", LinkSecurity.Policies);
        var mode = map.Word("securityMode", Modes);
        if (map.Good("securityPolicy", "securityMode") && policy == LinkSecurity.NoPolicy != (mode == LinkSecurityMode.None))
        {
            map.Misfit(
                "securityMode", mode.ToString(), policy == LinkSecurity.NoPolicy ? Expectations.OneOf(["None"]) : Expectations.OneOf(["SignAndEncrypt", "Sign"]),
                new LocalizedText("securityPolicy 和 securityMode 要么都为 None，要么都不为", "securityPolicy and securityMode are None together or not at all"));
        }

        return new LinkSecurity(policy, mode, map.Has("user") ? User(map.Map("user")) : null);
    }

    private static LinkUser User(MapReader map)
    {
        // What is in neither place is asked for as the variable.
        var isInFile = map.Has("passwordFile");
        var user = new LinkUser(
            map.Text("name"),
            isInFile ? null : map.Matching("passwordEnv", VariablePattern(), Variable),
            isInFile ? map.Text("passwordFile", 1000) : null);
        map.Done();
        return user;
    }

    private static Dictionary<string, string> SignalNames(MapReader map)
    {
        var theirs = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = map.Map("signalNames");
        foreach (var (signal, name, place) in names.TextsByKey())
        {
            theirs[signal] = name;
            CheckSignal(names, signal, signal, place);
        }

        return theirs;
    }

    private static TagOverride Override(MapReader map, TagMap tags, References names)
    {
        var unit = map.Id("unit");
        if (!LineSignals.PlantUnits.Contains(unit))
        {
            names.Use(NameKind.Unit, unit, map.At("unit"));
        }

        var signal = map.Text("signal");
        if (map.Good("signal"))
        {
            CheckSignal(map, "signal", signal, map.At("signal"));
        }

        var node = map.Matching("node", IdentifierPattern(), Identifier);
        var uri = map.Has("namespaceUri") ? map.Matching("namespaceUri", UriPattern(), Uri) : tags.NamespaceUri;
        map.Done();
        return new TagOverride(unit, signal, new TagNode(uri, node));
    }

    private static void CheckSignal(MapReader map, string key, string signal, Place place)
    {
        if (!LineSignals.All.Contains(signal))
        {
            map.Misfit(
                key, signal, Expectations.OneOf(LineSignals.All),
                new LocalizedText($"没有信号 {signal}（{place.Path}）", $"There is no signal {signal}"));
        }
    }

    [GeneratedRegex(@"^opc\.tcp://[A-Za-z0-9.\-]+(:[0-9]{1,5})?(/[^\s]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex EndpointPattern();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"^[a-z][a-z0-9+.\-]*:[^\s]+$", RegexOptions.NonBacktracking)]
    private static partial Regex UriPattern();

    [GeneratedRegex(@"^s=(.*\{unit\}.*\{signal\}.*|.*\{signal\}.*\{unit\}.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex NodePattern();

    [GeneratedRegex(@"^(s=.+|i=[0-9]+|g=[0-9a-fA-F\-]{36}|b=[A-Za-z0-9+/=]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex IdentifierPattern();
}
