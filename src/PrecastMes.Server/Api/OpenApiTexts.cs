using Microsoft.AspNetCore.OpenApi;

namespace PrecastMes.Server.Api;

/// <summary>What the OpenAPI document says about the whole interface.</summary>
internal static class OpenApiTexts
{
    /// <summary>Adds title and the rules that hold for every path.</summary>
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "PrecastMes";
        document.Info.Version = "v1";
        document.Info.Description =
            "Orders, plans, elements and output of a precast concrete plant. JSON is camelCase, instants are ISO 8601 in UTC, days are plant-local, "
            + "volumes carry their unit in the name. Errors are problem details (RFC 9457). Tables also come as CSV (RFC 4180, UTF-8 with byte order mark) "
            + "with ?format=csv or Accept: text/csv; texts that a spreadsheet would take for a formula begin with an apostrophe. "
            + "Capacity, scheduled volume and actual output are three figures and are never mixed.";
        return Task.CompletedTask;
    });
}
