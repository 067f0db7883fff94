namespace PrecastMes.Server.Api.Tables;

/// <summary>A <see cref="CsvTable"/> as an answer.</summary>
/// <param name="table">The table.</param>
/// <param name="fileName">Name under which a browser saves it.</param>
internal sealed class CsvFile(CsvTable table, string fileName) : IResult
{
    /// <summary>The media type of RFC 4180.</summary>
    public const string ContentType = "text/csv";

    public Task ExecuteAsync(HttpContext httpContext) =>
        TypedResults.File(table.ToBytes(), ContentType + "; charset=utf-8; header=present", fileName).ExecuteAsync(httpContext);
}
