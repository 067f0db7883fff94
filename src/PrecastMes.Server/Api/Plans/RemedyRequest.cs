using System.Text.Json.Serialization;

namespace PrecastMes.Server.Api.Plans;

/// <summary>How to look for remedies; everything may be left out.</summary>
/// <param name="Seconds">Time for the whole search, 1 to 60 real seconds; 30 by default.</param>
/// <param name="Seed">Seed of the plans, 0 or more; 1 by default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemedyRequest(double? Seconds, int? Seed);
