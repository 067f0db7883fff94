using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Hosting;

/// <summary>
/// Requests that change something are not taken from other sites' pages. A browser says where a request comes from (Fetch Metadata,
/// Origin); programs that are no browser send neither header and pass.
/// </summary>
internal static class SameOriginOnly
{
    public static void UseSameOriginOnly(this WebApplication app) => app.Use((context, next) =>
        IsSafe(context.Request.Method) || IsOwn(context.Request)
            ? next(context)
            : TypedResults.Problem(Text.Of("api.cross-site"), statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
