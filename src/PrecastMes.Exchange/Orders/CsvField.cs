namespace PrecastMes.Exchange.Orders;

/// <summary>A field of a CSV file, unquoted, with the place where it begins.</summary>
internal readonly record struct CsvField(string Text, int Line, int Column);

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">Line on which it begins.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Fault">What breaks its quoting, or null; then the fields are not to be trusted.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<CsvField> Fields, CsvFault? Fault);

/// <summary>A breach of RFC 4180 section 2.</summary>
internal sealed record CsvFault(int Line, int Column, string Zh, string En);
