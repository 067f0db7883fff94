using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PrecastMes.City.Capacity;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hosting;
using Quartz;

namespace PrecastMes.Server.Jobs;

/// <summary>Wires the jobs into the host: Quartz, on the plant's clock, with its tables in the server's one database.</summary>
internal static class JobsHosting
{
    private static readonly TimeSpan AskStore = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MisfireThreshold = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Adds the close of shifts. The container must hold <see cref="IDbContextFactory{TContext}"/> of
    /// <see cref="PrecastContext"/> and <see cref="IShiftLedger"/>.
    /// </summary>
    internal static IServiceCollection AddShiftClose(
        this IServiceCollection services,
        Plant plant,
        PrecastDatabase database,
        PlantTimeProvider plantTime)
    {
        var capacity = ShiftCapacity.Of(CapacityStatement.Of(plant));
        services.AddSingleton(provider => new ShiftCloser(
            plant.Calendar,
            capacity,
            provider.GetRequiredService<IDbContextFactory<PrecastContext>>(),
            provider.GetRequiredService<IShiftLedger>(),
            plantTime,
            TimeProvider.System,
            provider.GetRequiredService<ILogger<ShiftCloser>>()));
        services.AddSingleton(provider => new ShiftCloseJob(
            provider.GetRequiredService<ShiftCloser>(), plantTime, provider.GetRequiredService<ILogger<ShiftCloseJob>>()));
        services.AddQuartz(quartz =>
        {
            // Quartz takes all its times, waits included, from this clock; what would ask the database often in plant time is
            // stretched to stay rare in real time.
            var stretch = Math.Max(1, plantTime.Clock.Speed);
            quartz.UseTimeProvider(plantTime);
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "precast";
                scheduler.IdleWaitTime = AskStore * stretch;
            });
            quartz.UseDefaultThreadPool(1);
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.MisfireThreshold = MisfireThreshold * stretch);
                store.ProvisionSchema();
                if (database.Kind == DatabaseKind.Sqlite)
                {
                    store.UseSqlite(SqliteFactory.Instance, database.ConnectionString);
                }
                else
                {
                    store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
                }
            });
            quartz.ScheduleJob<ShiftCloseJob>(
                trigger => trigger.WithIdentity("start", ShiftCloseJob.Name).StartAt(plantTime.GetUtcNow()),
                job => job.WithIdentity(ShiftCloseJob.Name).StoreDurably());
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
