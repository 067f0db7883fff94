namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>What is watched and for how long.</summary>
/// <param name="Nodes">As they were written.</param>
/// <param name="Interval">Between two messages of the server.</param>
/// <param name="Sampling">How often the server looks at the value; zero for every change, null for once between two messages.</param>
/// <param name="Queue">Values that the server keeps of each node between two messages.</param>
/// <param name="Deadband">Smallest change that is told.</param>
/// <param name="Events">Events instead of values.</param>
/// <param name="Count">Notifications after which it ends; null for no end.</param>
/// <param name="Time">After which it ends; null for no end.</param>
internal sealed record WatchRequest(
    IReadOnlyList<string> Nodes, TimeSpan Interval, TimeSpan? Sampling, uint Queue, double Deadband, bool Events, int? Count, TimeSpan? Time);
