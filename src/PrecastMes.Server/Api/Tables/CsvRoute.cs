using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PrecastMes.Server.Api.Tables;

/// <summary>Tells the OpenAPI document that a table also comes as CSV.</summary>
internal static class CsvRoute
{
    /// <summary>Adds the media type to the answer and <c>format</c> to the parameters.</summary>
    public static RouteHandlerBuilder AlsoAsCsv(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answer)
        {
            answer.Content ??= new Dictionary<string, OpenApiMediaType>();
            answer.Content[CsvFile.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "format",
            In = ParameterLocation.Query,
            Description = "csv for a table; Accept: text/csv does the same.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("csv"), JsonValue.Create("json")] },
        });
        return Task.CompletedTask;
    });
}
