using PrecastMes.Production.Plants;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Feeds the canvas: a plan as bars on lanes, named in the user's language.</summary>
internal static class GanttEndpoint
{
    public static async Task<IResult> GetAsync(
        string planId, PlanSource plans, Plant plant, ScreenText text, HttpContext context, CancellationToken cancellation)
    {
        var plan = await plans.PlanAsync(planId, cancellation);
        if (plan is null)
        {
            return Results.Problem($"There is no plan {planId}.", statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.Headers.CacheControl = "no-cache";
        return Results.Json(GanttBuilder.Build(plan, plant, text));
    }
}
