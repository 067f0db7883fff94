namespace PrecastMes.OpcUa.Client;

/// <summary>The paths of an event filter's select clauses and where each stands.</summary>
internal sealed class EventSelection
{
    /// <summary>Stands for the NodeId attribute of a condition, which has no path (Part 9 §5.5.2).</summary>
    public const string ConditionId = "ConditionId";

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly string[] _paths;

    public EventSelection(IEnumerable<string> paths)
    {
        _paths = [.. paths];
        for (int i = 0; i < _paths.Length; i++)
        {
            _indexes[_paths[i]] = i;
        }
    }

    public bool Contains(string path) => _indexes.ContainsKey(path);

    public int IndexOf(string path) => _indexes.TryGetValue(path, out int index)
        ? index
        : throw new KeyNotFoundException($"The event filter did not select '{path}'; it selected {string.Join(", ", _paths)}.");
}
