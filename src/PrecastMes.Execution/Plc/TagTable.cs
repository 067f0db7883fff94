using PrecastMes.Execution.Lines;
using PrecastMes.OpcUa;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>The nodes of the tag map, their namespaces by URI: each session of the PLC may order them anew.</summary>
internal sealed class TagTable(TagMap map, PlantLayout layout)
{
    public static readonly UnitSignal[] Block = Enum.GetValues<UnitSignal>();
    public static readonly PlaceSignal[] PlaceBlock = Enum.GetValues<PlaceSignal>();
    public const string BootId = "Plc.BootId";
    public const string Fence = "Mes.Fence";
    public const string Ambient = "Hall.AmbientC";
    public static readonly IReadOnlyList<string> PlantSignals = [BootId, Fence, Ambient];

    public IReadOnlyList<string> Units { get; } = layout.WorkUnits;

    public IReadOnlyList<string> Places { get; } = layout.CuringPlaces;

    public ExpandedNodeId Node(string unit, string signal)
    {
        var node = map.Node(unit, signal);
        return new ExpandedNodeId(NodeId.Parse(node.Identifier), node.NamespaceUri);
    }

    public ExpandedNodeId Node(string unit, UnitSignal signal) => Node(unit, Name(signal));

    public ExpandedNodeId Plant(string signal)
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
