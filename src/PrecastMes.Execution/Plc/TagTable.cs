using PrecastMes.Execution.Lines;
using PrecastMes.OpcUa;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>The nodes of a session: the tag map with the server's namespace order applied.</summary>
internal sealed class TagTable(TagMap map, PlantLayout layout, Func<string, ushort> namespaceIndex)
{
    public static readonly UnitSignal[] Block = Enum.GetValues<UnitSignal>();
    public static readonly PlaceSignal[] PlaceBlock = Enum.GetValues<PlaceSignal>();
    public const string BootId = "Plc.BootId";
    public const string Fence = "Mes.Fence";
    public const string Ambient = "Hall.AmbientC";
    public static readonly IReadOnlyList<string> PlantSignals = [BootId, Fence, Ambient];

    private readonly Dictionary<string, ushort> indexes = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Units { get; } = layout.WorkUnits;

    public IReadOnlyList<string> Places { get; } = layout.CuringPlaces;

    public NodeId Node(string unit, string signal)
    {
        var node = map.Node(unit, signal);
        if (!indexes.TryGetValue(node.NamespaceUri, out var index))
        {
            indexes[node.NamespaceUri] = index = namespaceIndex(node.NamespaceUri);
        }

        return NodeId.Parse(FormattableString.Invariant($"ns={index};{node.Identifier}"));
    }

    public NodeId Node(string unit, UnitSignal signal) => Node(unit, Name(signal));

    public NodeId Plant(string signal)
    {
        var dot = signal.IndexOf('.', StringComparison.Ordinal);
        return Node(signal[..dot], signal[(dot + 1)..]);
    }

    private static string Name(UnitSignal signal) => signal switch
    {
        UnitSignal.AckSeq => "Ack.Seq",
        UnitSignal.ResultSeq => "Result.Seq",
        UnitSignal.ResultId => "Result.Id",
        UnitSignal.ResultCode => "Result.Code",
        UnitSignal.ResultDetail => "Result.Detail",
        UnitSignal.ResultStartedAt => "Result.StartedAt",
        UnitSignal.ResultEndedAt => "Result.EndedAt",
        UnitSignal.State => "State",
        UnitSignal.Progress => "Progress",
        UnitSignal.Fault => "Fault",
        UnitSignal.PalletId => "PalletId",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };
}
