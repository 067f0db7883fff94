namespace PrecastMes.Server.Cli;

/// <summary>The other side, such as an OPC UA server, can't be reached or refuses; the message is for the user.</summary>
internal sealed class RefusedException(string message) : Exception(message);
