namespace PrecastMes.Execution.Plc;

/// <summary>State of the connection to the PLC, for screens and health checks.</summary>
/// <param name="Connected">True while handshakes are followed.</param>
/// <param name="Endpoint">Where.</param>
/// <param name="Since">Since when it is so, plant time.</param>
/// <param name="Reason">Why it broke, in English; empty when connected or never tried.</param>
public sealed record PlcConnection(bool Connected, string Endpoint, DateTimeOffset Since, string Reason);
