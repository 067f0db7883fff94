using System.Text.Json;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Cli.Gantt;

namespace PrecastMes.Server.Cli;

/// <summary>The result files of <c>plan</c>. Each is written aside and moved, so that no reader sees half of one.</summary>
internal sealed class PlanFiles
{
    private static readonly JsonSerializerOptions Indented = new(PlanJson.Options) { WriteIndented = true };

    private readonly string _directory;

    private PlanFiles(string directory) => _directory = directory;

    /// <summary>Makes the directory and finds out now, not after planning, whether it can be written to.</summary>
    public static PlanFiles Open(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".precast-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new PlanFiles(directory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Text.Of("plan.out.bad", directory, fault.Message));
        }
    }

    /// <summary>Writes the plan, its figures and its page; returns the paths.</summary>
    public IReadOnlyList<string> Write(Plan plan, Plant plant) =>
    [
        Write("plan.json", JsonSerializer.Serialize(plan, Indented)),
        Write("kpi.json", JsonSerializer.Serialize(plan.Kpi, Indented)),
        Write("gantt.html", GanttPage.Html(plan, plant)),
    ];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        var aside = path + ".part";
        File.WriteAllText(aside, text);
        File.Move(aside, path, overwrite: true);
        return path;
    }
}
