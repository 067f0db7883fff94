using System.Text.Json.Serialization;

namespace PrecastMes.Server.Api.Loads;

/// <summary>Offers to lay on what is ordered.</summary>
/// <param name="Weeks">Calendar weeks, the running one included; 1 to 104, 13 by default.</param>
/// <param name="Offers">The offers.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LoadRequest(int? Weeks, IReadOnlyList<OfferedFile>? Offers);

/// <summary>An offer.</summary>
/// <param name="Csv">An order file's text, columns as for <c>/orders</c>, with or without <c>probability</c>.</param>
/// <param name="Probability">How likely it is ordered, over 0 up to 1; the file's when left out, and 1 when the file doesn't say it.</param>
/// <param name="Name">File name for the list of problems.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OfferedFile(string? Csv, double? Probability, string? Name);
