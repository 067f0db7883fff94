using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrecastMes.City.Targets;
using PrecastMes.Exchange.Plants;
using PrecastMes.Execution;
using PrecastMes.Execution.Hosting;
using PrecastMes.Persistence.Databases;
using PrecastMes.Server.Api;
using PrecastMes.Server.Hmi;
using PrecastMes.Server.Jobs;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Hosting;

/// <summary>Builds the web host: what it listens to, how it answers, and the rooms it holds.</summary>
internal static class ServerHost
{
    /// <summary>Greatest request body: an order file of some 100,000 elements.</summary>
    private const long MaxBodyBytes = 32 * 1024 * 1024;

    /// <summary>A host that is wired and not yet started.</summary>
    public static WebApplication Build(ServeOptions options, PlantConfiguration configuration)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        }).SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Warning)
            // Keys of cookies lie in the data directory, as readable as the data beside them; the framework warns of it at each new key.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddWeb(builder, options);
        AddRooms(builder, options, configuration);

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = ProblemAnswers.StatusOf });
        app.UseStatusCodePages();
        app.UseHostFiltering();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseSameOriginOnly();
        app.MapApi();
        app.MapHmi();
        return app;
    }

    private static void AddRooms(WebApplicationBuilder builder, ServeOptions options, PlantConfiguration configuration)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        var plantTime = new PlantTimeProvider(options.Clock);
        services.AddSingleton<TimeProvider>(plantTime);
        services.AddSingleton(configuration.Plant);
        services.AddSingleton(CityTargets.Load(SampleFiles.CityTargetsFor(options.PlantDirectory)));
        var database = builder.Configuration.GetConnectionString("PrecastMes") is { Length: > 0 } server
            ? PrecastDatabase.FromConnectionString(server)
            : PrecastDatabase.InDirectory(options.DataDirectory);
        services.AddPersistence(database);
        var certificates = LinkCertificates.Open(options.DataDirectory);
        services.AddSingleton(_ => certificates);
        services.AddExecution(
            configuration.Plant,
            configuration.Tags,
            new ExecutionOptions
            {
                Speed = options.Clock.Speed,
                PlcEndpointUrl = options.PlcEndpoint,
                PlcSecurity = options.PlcSecurity,
                PlcPassword = options.PlcPassword,
                SecretsDirectory = options.DataDirectory,
                ApplicationUri = LinkCertificates.ApplicationUri,
                Certificates = certificates,
                Trust = certificates,
            });
        services.AddTelemetry(options.DataDirectory);
        services.AddSingleton<IShiftLedger, GatewayShiftLedger>();
        services.AddShiftClose(configuration.Plant, database, plantTime);
        services.AddSingleton<PlanningDesk>();
        services.AddSingleton<LoadDesk>();
        services.AddSingleton<RepairDesk>();
        services.AddSingleton<RemedyDesk>();
        services.AddHmi();
    }

    private static void AddWeb(WebApplicationBuilder builder, ServeOptions options)
    {
        var services = builder.Services;
        services.AddSingleton<IHostLifetime, VerbLifetime>();
        services.AddHostFiltering(filter => filter.AllowedHosts = AllowedHosts(builder.Configuration, options.Urls));
        services.AddDataProtection().SetApplicationName("PrecastMes")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "keys")));
        services.AddProblemDetails();
        services.AddOpenApi(OpenApiTexts.Configure);
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
    }

    // A page of another site that lets its name point to this machine (DNS rebinding) sends its own name: only known names pass.
    private static string[] AllowedHosts(ConfigurationManager configuration, string urls)
    {
        if (configuration["AllowedHosts"] is { Length: > 0 } configured)
        {
            return configured.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        var named = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(url => BindingAddress.Parse(url).Host)
            .Where(host => host is not ("*" or "+" or "0.0.0.0" or "[::]"));
        return [.. named.Concat(["localhost", "127.0.0.1", "[::1]"]).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
