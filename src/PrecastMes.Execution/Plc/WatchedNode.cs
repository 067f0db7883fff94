namespace PrecastMes.Execution.Plc;

/// <summary>What a watched node is, so that a change needs no lookup by name.</summary>
internal abstract record WatchedNode;

/// <summary>A signal of a work unit.</summary>
internal sealed record WatchedUnit(string Unit, UnitSignal Signal) : WatchedNode;

/// <summary>A signal of a curing place.</summary>
internal sealed record WatchedPlace(string Place, PlaceSignal Signal) : WatchedNode;

/// <summary>A signal of the whole plant, <c>Plc.BootId</c>, <c>Mes.Fence</c> or <c>Hall.AmbientC</c>.</summary>
internal sealed record WatchedPlant(string Signal) : WatchedNode;
