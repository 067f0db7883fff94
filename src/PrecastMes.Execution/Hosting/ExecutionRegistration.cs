using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Akka.Remote.Hosting;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Plc;
using PrecastMes.Execution.Projections;
using PrecastMes.Execution.Shifts;
using PrecastMes.Persistence.Databases;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Execution.Hosting;

/// <summary>Wires execution into a host.</summary>
public static class ExecutionRegistration
{
    private const string SystemName = "precastmes";
    private const int Shards = 10;

    /// <summary>
    /// Adds <see cref="PlantGateway"/>, <see cref="LiveLine"/>, <see cref="ProjectionNews"/> and what works behind them. The host
    /// adds persistence (<see cref="PersistenceRegistration.AddPersistence"/>) and, where it has its own, a <see cref="TimeProvider"/>;
    /// it migrates the database before it starts.
    /// </summary>
    public static IServiceCollection AddExecution(this IServiceCollection services, Plant plant, TagMap tags, ExecutionOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(plant);
        services.AddSingleton(tags);
        services.AddSingleton(options);
        services.AddSingleton(new PlantLayout(plant, CuringRules.Shipped));
        services.AddSingleton<LiveLine>();
        services.AddSingleton<JournalFeed>();
        services.AddSingleton<ProjectionNews>();
        services.AddSingleton<PlantGateway>();
        services.AddSingleton<OpcUaPlcLink>();
        services.TryAddSingleton<IPlcLink>(provider => provider.GetRequiredService<OpcUaPlcLink>());
        services.AddAkka(SystemName, (builder, provider) => Configure(builder, provider, plant, options));
        services.AddHostedService(provider => provider.GetRequiredService<OpcUaPlcLink>());
        services.AddHostedService<Projector>();
        services.AddHostedService<EntityKeeper>();
        return services;
    }

    private static void Configure(AkkaConfigurationBuilder builder, IServiceProvider provider, Plant plant, ExecutionOptions options)
    {
        builder
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();

                // While a node joins itself, sharding warns at each of its attempts; a cluster of one has nothing else to warn of.
                loggers.LogLevel = Akka.Event.LogLevel.ErrorLevel;
            })
            .AddHocon(AkkaSettings.Hocon, HoconAddMode.Prepend)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append)
            .WithRemoting(new RemoteOptions { HostName = "127.0.0.1", Port = 0 })
            .WithClustering(new ClusterOptions())
            .AddStartup((system, _) =>
            {
                // One node is a cluster of one; several nodes are given seed nodes instead.
                var cluster = Akka.Cluster.Cluster.Get(system);
                cluster.Join(cluster.SelfAddress);
            });
        builder.AddSetup(JournalDatabase(provider.GetRequiredService<PrecastDatabase>()));

        // Every message comes in a ShardingEnvelope, which Akka opens by itself; nothing else names an entity.
        var extractor = HashCodeMessageExtractor.Create(Shards, _ => null, message => message);
        var sharding = new ShardOptions
        {
            // Entities come from our own keeper, and stay.
            StateStoreMode = StateStoreMode.DData,
            RememberEntities = false,
            ShouldPassivateIdleEntities = false,
        };
        var layout = provider.GetRequiredService<PlantLayout>();
        var feed = provider.GetRequiredService<JournalFeed>();
        var clock = provider.GetRequiredService<TimeProvider>();
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var world = new LineActorWorld(
            layout,
            provider.GetRequiredService<IPlcLink>(),
            provider.GetRequiredService<LiveLine>(),
            feed,
            clock,
            options.Speed,
            loggers.CreateLogger<LineActor>());
        builder.WithShardRegion<LineActor>("line", _ => Props.Create(() => new LineActor(world)), extractor, sharding);
        builder.WithShardRegion<ShiftLedgerActor>(
            "shifts", _ => Props.Create(() => new ShiftLedgerActor(plant.Id, feed, loggers.CreateLogger<ShiftLedgerActor>())), extractor, sharding);
        builder.WithShardRegion<PlantActor>(
            "plant",
            (_, registry, _) =>
            {
                var lines = registry.Get<LineActor>();
                Action<object, IActorRef> tellLines = (message, sender) => lines.Tell(new ShardingEnvelope(plant.Id, message), sender);
                return _ => Props.Create(() => new PlantActor(layout, tellLines, feed, clock, loggers.CreateLogger<PlantActor>()));
            },
            extractor,
            sharding);
    }

    private static MultiDataOptionsSetup JournalDatabase(PrecastDatabase database)
    {
        var options = database.Kind switch
        {
            DatabaseKind.Sqlite => new DataOptions()
                .UseConnectionString(ProviderName.SQLiteMS, database.ConnectionString)
                .UseAfterConnectionOpened(SqliteJournalConnection.Prepare, SqliteJournalConnection.PrepareAsync),
            DatabaseKind.Postgres => new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, database.ConnectionString),
            _ => throw new InvalidOperationException($"There is no journal for a database of kind {database.Kind}."),
        };
        var setup = new MultiDataOptionsSetup();
        setup.AddDataOptions("akka.persistence.journal.sql", options);
        setup.AddDataOptions("akka.persistence.query.journal.sql", options);
        return setup;
    }
}
