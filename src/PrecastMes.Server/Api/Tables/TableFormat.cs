namespace PrecastMes.Server.Api.Tables;

/// <summary>Chooses between JSON and CSV.</summary>
internal static class TableFormat
{
    /// <summary>Whether a request asks for CSV: by <c>?format=csv</c>, else by preferring text/csv to JSON in Accept.</summary>
    public static bool WantsCsv(this HttpRequest request)
    {
        if (request.Query.TryGetValue("format", out var format))
        {
            return string.Equals(format, "csv", StringComparison.OrdinalIgnoreCase);
        }

        var accepted = request.GetTypedHeaders().Accept;
        double Quality(string type) => accepted.Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Quality(CsvFile.ContentType) > Quality("application/json");
    }
}
