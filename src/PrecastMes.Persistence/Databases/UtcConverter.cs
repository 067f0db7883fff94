using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PrecastMes.Persistence.Databases;

/// <summary>An instant with offset 0, the only one that <c>timestamp with time zone</c> takes.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.ToUniversalTime(), instant => instant.ToUniversalTime());
