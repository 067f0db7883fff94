using PrecastMes.Execution.Live;

namespace PrecastMes.Server.Api.Line;

/// <summary>The lines as they are now.</summary>
internal static class LineApi
{
    public static void MapLine(this IEndpointRouteBuilder api) =>
        api.MapGet("/line", (LiveLine live) => TypedResults.Ok(live.Snapshot()))
            .WithTags("line").WithSummary("Units, curing places, pallets and the connection, as last seen.");
}
