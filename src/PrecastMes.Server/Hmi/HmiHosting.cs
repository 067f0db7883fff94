using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.FileProviders;
using PrecastMes.Server.Hmi.City;
using PrecastMes.Server.Hmi.Elements;
using PrecastMes.Server.Hmi.Live;
using PrecastMes.Server.Hmi.Overview;
using PrecastMes.Server.Hmi.Plans;
using PrecastMes.Server.Hmi.Resources;
using Radzen;

namespace PrecastMes.Server.Hmi;

/// <summary>What a host calls to have the pages: <see cref="AddHmi"/> before it is built, <see cref="MapHmi"/> after.</summary>
public static class HmiHosting
{
    /// <summary>
    /// Registers the pages. They read the <c>Plant</c>, the <see cref="TimeProvider"/> of plant time and the rooms' own
    /// registrations from the container.
    /// </summary>
    public static IServiceCollection AddHmi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddScoped<ScreenText>();
        services.AddScoped<PlantZone>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<PlanSource>();
        services.AddSingleton<ElementSource>();
        services.AddSingleton<OverviewSource>();
        services.AddSingleton<CitySource>();
        return services;
    }

    /// <summary>
    /// Maps the pages, their files and the language switch. The host calls <c>UseRequestLocalization</c> before; the languages
    /// come from <see cref="AddHmi"/>.
    /// </summary>
    public static WebApplication MapHmi(this WebApplication app)
    {
        UseOwnFiles(app);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/culture", Languages.Switch).ExcludeFromDescription();
        app.MapGet("/hmi/gantt/plan/{planId}", GanttEndpoint.GetAsync).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    // The program is started from any working directory and in any environment, so the files of wwwroot and of the
    // packages are looked for beside the program, not below the content root.
    private static void UseOwnFiles(WebApplication app)
    {
        var environment = app.Environment;
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            environment.WebRootFileProvider = new CompositeFileProvider(
                new PhysicalFileProvider(published), environment.WebRootFileProvider);
        }

        StaticWebAssetsLoader.UseStaticWebAssets(environment, app.Configuration);
    }
}
