using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrecastMes.City.Targets;

/// <summary>
/// The targets of a city's development plan: its tables cell by cell and the figures of its prose, each with its source.
/// An empty cell is null and reads "not set in the plan"; it is neither 0 nor taken from elsewhere.
/// </summary>
/// <param name="SchemaNote">What the file is.</param>
/// <param name="Document">The plan.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="TextFigures">Figures of its prose.</param>
public sealed record CityTargets(
    [property: JsonPropertyName("$schema_note")] string SchemaNote,
    PlanDocument Document,
    IReadOnlyList<TargetTable> Tables,
    IReadOnlyList<TextFigure> TextFigures)
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a target file.</summary>
    /// <exception cref="InvalidDataException">The file is not a whole target file; the message names every fault found.</exception>
    public static CityTargets Load(string path)
    {
        CityTargets? targets;
        try
        {
            using var stream = File.OpenRead(path);
            targets = JsonSerializer.Deserialize<CityTargets>(stream, Strict);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path}, line {failure.LineNumber + 1}: {failure.Message}", failure);
        }

        var faults = targets is null ? ["the file says null"] : targets.Faults().ToList();
        return faults.Count == 0 ? targets! : throw new InvalidDataException($"{path}: {string.Join("; ", faults)}");
    }

    /// <summary>A row of a table by id, e.g. <c>T2-07</c>, or null.</summary>
    public TargetRow? Row(string id) => Tables.SelectMany(t => t.Rows).FirstOrDefault(r => r.Id == id);

    /// <summary>A figure of the prose by id, e.g. <c>B-02</c>, or null.</summary>
    public TextFigure? Figure(string id) => TextFigures.FirstOrDefault(f => f.Id == id);

    private IEnumerable<string> Faults()
    {
        var ids = Tables.SelectMany(t => t.Rows).Select(r => r.Id).Concat(TextFigures.Select(f => f.Id));
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"the id {twice.Key} stands {twice.Count()} times";
        }

        if (Tables.Count == 0)
        {
            yield return "there is no table";
        }

        foreach (var row in Tables.SelectMany(t => t.Rows))
        {
            if (row.Values.Select(v => v.Year).Distinct().Count() != row.Values.Count)
            {
                yield return $"row {row.Id} has a year twice";
            }

            foreach (var value in row.Values.Where(v => v.Value is null != (v.Raw.Length == 0)))
            {
                yield return $"row {row.Id} year {value.Year}: value and printed text \"{value.Raw}\" disagree";
            }
        }
    }
}
