namespace PrecastMes.PlcSim;

/// <summary>A name in both languages of the plant.</summary>
internal sealed record Label(string Zh, string En);
