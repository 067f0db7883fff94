using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;

namespace PrecastMes.Exchange.Plants;

/// <summary>
/// The ids of a plant's files and the references between them, which are only resolved when all files are read.
/// </summary>
internal sealed class References(ProblemList problems)
{
    private readonly Dictionary<(NameKind Kind, string Id), Place> defined = [];
    private readonly List<(NameKind Kind, string Id, Place Place)> uses = [];
    private readonly HashSet<NameKind> incomplete = [];
    private readonly HashSet<(NameKind Kind, string Id, string Use)> shared = [];
    private readonly Dictionary<(string Id, string Key), (string? Value, Place Place)> said = [];

    /// <summary>An id is given; reported when it is given already.</summary>
    public void Define(NameKind kind, string id, Place place)
    {
        if (id.Length == 0)
        {
            return;
        }

        if (!defined.TryAdd((kind, id), place))
        {
            var first = defined[(kind, id)];
            problems.Add(
                place.File, place.Line, place.Column, place.Path, id,
                new LocalizedText($"唯一的{kind.Word.Zh}", $"a {kind.Word.En} that stands once"),
                new LocalizedText(
                    $"{kind.Word.Zh} {id} 重复，已在 {first.File} 第 {first.Line} 行出现",
                    $"The {kind.Word.En} {id} stands twice; first in {first.File} line {first.Line}"));
        }
    }

    /// <summary>An id is given that several may give for the same use, e.g. the mixer of two lines.</summary>
    public void DefineShared(NameKind kind, string id, Place place, string use)
    {
        if (shared.Add((kind, id, use)))
        {
            Define(kind, id, place);
        }
    }

    /// <summary>What several files say of one thing: reported where it differs from what was said first. Null when a file says nothing.</summary>
    public void Agree(string id, string key, string? value, Place place)
    {
        if (id.Length == 0 || said.TryAdd((id, key), (value, place)))
        {
            return;
        }

        var first = said[(id, key)];
        if (first.Value != value)
        {
            problems.Add(
                place.File, place.Line, place.Column, place.Path, value ?? "",
                first.Value is null
                    ? new LocalizedText($"不写 {key}，与 {first.Place.File} 第 {first.Place.Line} 行一致", $"no {key}, as in {first.Place.File} line {first.Place.Line}")
                    : new LocalizedText($"{first.Value}，与 {first.Place.File} 第 {first.Place.Line} 行一致", $"{first.Value}, as in {first.Place.File} line {first.Place.Line}"),
                new LocalizedText($"{id} 的 {key} 在各文件中不一致", $"The files say different things of the {key} of {id}"));
        }
    }

    /// <summary>An id is referred to.</summary>
    public void Use(NameKind kind, string id, Place place)
    {
        if (id.Length > 0)
        {
            uses.Add((kind, id, place));
        }
    }

    /// <summary>A file that gives ids of this kind could not be read: references to it are not judged.</summary>
    public void Incomplete(params ReadOnlySpan<NameKind> kinds)
    {
        foreach (var kind in kinds)
        {
            incomplete.Add(kind);
        }
    }

    /// <summary>Whether an id is given.</summary>
    public bool IsDefined(NameKind kind, string id) => incomplete.Contains(kind) || defined.ContainsKey((kind, id));

    /// <summary>Reports every reference to an id that nobody gives.</summary>
    public void Resolve()
    {
        foreach (var (kind, id, place) in uses)
        {
            if (!IsDefined(kind, id))
            {
                var known = string.Join(", ", defined.Keys.Where(k => k.Kind == kind).Select(k => k.Id).Order(StringComparer.Ordinal).Take(20));
                problems.Add(
                    place.File, place.Line, place.Column, place.Path, id,
                    new LocalizedText($"已定义的{kind.Word.Zh}：{known}", $"a {kind.Word.En} that exists: {known}"),
                    new LocalizedText($"没有名为 {id} 的{kind.Word.Zh}", $"There is no {kind.Word.En} {id}"));
            }
        }
    }
}
