using System.Text.Json;
using PrecastMes.Exchange;
using PrecastMes.Production;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Scenarios;

namespace PrecastMes.Server.Cli;

/// <summary>A what-if in a file: JSON with a name and changes, checked against the problem that it changes.</summary>
internal static class ScenarioFile
{
    private const long MostBytes = 1_000_000;

    /// <summary>The scenario of a file.</summary>
    /// <exception cref="BadInputException">With everything in it that can't be meant.</exception>
    public static Scenario Read(FileInfo file, PlanningProblem problem)
    {
        if (Parse(file) is not { } scenario)
        {
            throw Bad(file, [new ChangeProblem("", "null", new("情景", "a scenario"))]);
        }

        var problems = Shape(scenario).ToList();
        problems.AddRange(problems.Count == 0 ? scenario.Problems(problem) : []);
        return problems.Count == 0 ? scenario : throw Bad(file, problems);
    }

    private static Scenario? Parse(FileInfo file)
    {
        try
        {
            if (file.Length > MostBytes)
            {
                throw new UsageException(Text.Of("scenario.bad", file.FullName, $"> {MostBytes} B"));
            }

            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize<Scenario>(stream, PlanJson.Options);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException(Text.Of("scenario.bad", file.FullName, fault.Message));
        }
    }

    private static IEnumerable<ChangeProblem> Shape(Scenario scenario)
    {
        if (string.IsNullOrWhiteSpace(scenario.Name))
        {
            yield return new ChangeProblem("name", scenario.Name ?? "null", new("名称", "a name"));
        }

        if (scenario.Changes is null)
        {
            yield return new ChangeProblem("changes", "null", new("变更列表", "a list of changes"));
        }

        for (var i = 0; i < scenario.Changes?.Count; i++)
        {
            if (scenario.Changes[i] is null)
            {
                yield return new ChangeProblem($"changes[{i}]", "null", new("一项变更", "a change"));
            }
        }

        for (var i = 0; i < scenario.Disturbances?.Count; i++)
        {
            if (scenario.Disturbances[i] is null)
            {
                yield return new ChangeProblem($"disturbances[{i}]", "null", new("一项停机", "an outage"));
            }
        }
    }

    private static BadInputException Bad(FileInfo file, IEnumerable<ChangeProblem> problems) => new(
    [
        .. problems.Select(problem => new Problem(
            file.Name,
            0,
            0,
            problem.Member,
            problem.Value,
            problem.Expected,
            new LocalizedText($"{problem.Value} 不可用；应为{problem.Expected.Zh}", $"{problem.Value} can't be meant; expected {problem.Expected.En}"))),
    ]);
}
