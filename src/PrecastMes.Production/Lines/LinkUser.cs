namespace PrecastMes.Production.Lines;

/// <summary>The user of the link to the PLC. The password itself stands in no configuration: one of the two places says where it is.</summary>
/// <param name="Name">As the PLC knows it.</param>
/// <param name="PasswordVariable">Environment variable that holds the password; null when a file does.</param>
/// <param name="PasswordFile">File whose first line is the password, absolute or from the data directory; null when a variable does.</param>
public sealed record LinkUser(string Name, string? PasswordVariable, string? PasswordFile);
