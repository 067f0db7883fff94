using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PrecastMes.Persistence.Databases;

/// <summary>
/// An instant as ISO 8601 text in UTC of fixed width, <c>2026-03-01T22:00:00.0000000Z</c>: sorts as time does, is read by
/// SQLite's date functions and by people.
/// </summary>
internal sealed class UtcTextConverter()
    : ValueConverter<DateTimeOffset, string>(instant => Write(instant), text => Read(text))
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    internal static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    internal static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(
        text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
