using System.Text.RegularExpressions;
using PrecastMes.Exchange.Plants;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.Hmi;

public sealed partial class HmiTextTests
{
    private static readonly IReadOnlyDictionary<string, string> English = TextFile.Read("HmiText.resx");
    private static readonly IReadOnlyDictionary<string, string> Chinese = TextFile.Read("HmiText.zh-CN.resx");
    private static readonly string[] Plants = ["jinhai", "minimal"];
    private static readonly string Source = string.Join('\n', Directory
        .EnumerateFiles(TextFile.Folder, "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(English.Keys.Order(), Chinese.Keys.Order());

    [Fact]
    public void No_text_is_empty() => Assert.DoesNotContain(English.Concat(Chinese), text => string.IsNullOrWhiteSpace(text.Value));

    [Fact]
    public void A_text_has_the_same_places_for_values_in_both_languages() =>
        Assert.All(English, text => Assert.Equal(Places(text.Value), Places(Chinese[text.Key])));

    [Fact]
    public void Chinese_texts_are_Chinese()
    {
        // These are the same in both languages: formats, units and bare values.
        string[] alike = ["Lanes.Mould", "Overview.Of", "City.U1.Formula", "City.U2.Formula"];
        Assert.DoesNotContain(Chinese, text => !alike.Contains(text.Key) && !text.Value.Any(c => c >= '\u4e00' && c <= '\u9fff'));
    }

    [Fact]
    public void Every_key_that_a_page_names_is_in_the_files()
    {
        var named = Literal().Matches(Source).Select(match => match.Groups["key"].Value).Distinct().ToList();
        Assert.True(named.Count > 200, $"Only {named.Count} keys were found in the pages: the pattern is out of date.");
        Assert.DoesNotContain(named, key => !English.ContainsKey(key));
    }

    [Fact]
    public void Every_key_in_the_files_is_named_by_a_page()
    {
        var named = Literal().Matches(Source).Select(match => match.Groups["key"].Value).ToHashSet();
        var prefixes = Prefix().Matches(Source).Select(match => match.Groups["prefix"].Value).Distinct().ToList();
        Assert.DoesNotContain(English.Keys, key =>
            !named.Contains(key) && !prefixes.Exists(prefix => key.StartsWith(prefix + ".", StringComparison.Ordinal)) && !key.StartsWith("City.U", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_state_of_an_element_has_a_text() =>
        Assert.All(ElementStateWords.All, word => Assert.Contains($"ElementState.{word}", English));

    [Fact]
    public void Every_reason_of_lateness_has_a_text() =>
        Assert.All(["mould", "pallet", "station", "crew", "chamber", "calendar", "route"], code => Assert.Contains($"Late.{code}", English));

    [Fact]
    public void Every_rule_of_a_chain_has_a_text() => Assert.All(
        ["work", "cure", "mould", "pallet", "turn", "station", "crane", "chamber", "mixer", "crew", "shift", "calendar", "outage", "service", "release", "planned", "given", "earlier"],
        rule => Assert.Contains($"Chain.{rule}", English));

    [Fact]
    public void Every_operation_of_the_sample_plants_has_a_text()
    {
        var operations = Plants
            .Select(name => PlantFiles.Load(Repository.PathOf("config", "plants", name)).Value.Plant)
            .SelectMany(Operations).Distinct();
        Assert.DoesNotContain(operations, operation => !English.ContainsKey($"Operation.{operation}"));
    }

    private static IEnumerable<string> Operations(Plant plant) =>
        plant.CirculationLines.SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
            .Concat(plant.FixedMouldAreas.SelectMany(area => area.Operations.Append(area.DemouldOperation).Concat(area.FinishingStations)))
            .Select(station => station.Operation);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex("""\b(?:T|text)\["(?<key>[^"{]+)"\s*[\],]""")]
    private static partial Regex Literal();

    // T.Coded("Operation", …), T["Step." + …] and T[$"City.{…}…"] name a family of keys.
    [GeneratedRegex("""(?:Coded\("(?<prefix>\w+)"|\b(?:T|text)\["(?<prefix>\w+)\."\s*\+)""")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();
}
