namespace PrecastMes.PlcSim.Config;

/// <summary>A fault in a configuration file.</summary>
/// <param name="File">File name.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">From 1.</param>
/// <param name="Text">What was found and what is expected.</param>
internal sealed record ConfigProblem(string File, long Line, long Column, string Text)
{
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : $"{File}:{Line}:{Column}: {Text}";
}
