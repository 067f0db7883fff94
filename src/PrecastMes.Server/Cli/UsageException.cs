namespace PrecastMes.Server.Cli;

/// <summary>The verb can't do what was asked, for a reason outside the program; the message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
