using YamlDotNet.Core;

namespace PrecastMes.PlcSim.Config;

/// <summary>The faults of one file, each place and text once.</summary>
internal sealed class YamlProblems(string file)
{
    private readonly List<ConfigProblem> found = [];

    public string File { get; } = file;

    public IReadOnlyList<ConfigProblem> Found => found;

    public void Add(Mark at, string text)
    {
        var problem = new ConfigProblem(File, at.Line, at.Column, text);
        if (!found.Contains(problem))
        {
            found.Add(problem);
        }
    }

    public void Add(string text) => found.Add(new ConfigProblem(File, 0, 0, text));
}
