using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace PrecastMes.Server.Hmi;

/// <summary>The languages of the pages: the browser's wish, unless the user has switched (a cookie remembers).</summary>
internal static class Languages
{
    /// <summary>Culture names that the resource files serve; the first is shown when the browser names none of them.</summary>
    public static IReadOnlyList<string> Supported { get; } = ["en", "zh-CN"];

    public static void Configure(RequestLocalizationOptions options)
    {
        var cultures = Supported.Select(CultureInfo.GetCultureInfo).ToList();
        options.DefaultRequestCulture = new RequestCulture(cultures[0]);
        options.SupportedCultures = cultures;
        options.SupportedUICultures = cultures;
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider(),
            new CustomRequestCultureProvider(context => Task.FromResult(FromBrowser(context.Request))),
        ];
    }

    /// <summary>Stores the chosen language and returns to the page.</summary>
    public static IResult Switch(HttpContext context, string to, string? back)
    {
        if (!Supported.Contains(to))
        {
            return Results.Problem($"Language '{to}' is not one of {string.Join(", ", Supported)}.", statusCode: StatusCodes.Status400BadRequest);
        }

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true });

        // Only a path of our own: "//host" would leave the site.
        var path = back is ['/', ..] && back is not ['/', '/' or '\\', ..] ? back : "/";
        return Results.LocalRedirect(path);
    }

    // Any Chinese (zh, zh-Hans, zh-TW, …) reads zh-CN; the framework's own provider would miss tags that are no parent of it.
    private static ProviderCultureResult? FromBrowser(HttpRequest request)
    {
        var wished = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .Select(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN"
                : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : null)
            .FirstOrDefault(name => name is not null);
        return wished is null ? null : new ProviderCultureResult(wished);
    }
}
