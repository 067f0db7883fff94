using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Where a request came from and where its answer goes.</summary>
internal readonly record struct ServiceContext(ServerConnection Connection, uint RequestId);
