using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace PrecastMes.Server.Api.Tables;

/// <summary>A <see cref="CsvTable"/> as an answer.</summary>
/// <param name="table">The table.</param>
/// <param name="fileName">Name under which a browser saves it.</param>
internal sealed class CsvFile(CsvTable table, string fileName) : IResult, IEndpointMetadataProvider
{
    /// <summary>The media type of RFC 4180.</summary>
    public const string ContentType = "text/csv";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [ContentType]));

    public Task ExecuteAsync(HttpContext httpContext) =>
        TypedResults.File(table.ToBytes(), ContentType + "; charset=utf-8; header=present", fileName).ExecuteAsync(httpContext);
}
