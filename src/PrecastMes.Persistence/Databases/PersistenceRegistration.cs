using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PrecastMes.Persistence.Databases;

/// <summary>Wires the read models into a host.</summary>
public static class PersistenceRegistration
{
    /// <summary>
    /// Adds <see cref="PrecastDatabase"/> and <see cref="IDbContextFactory{TContext}"/> of <see cref="PrecastContext"/>. The host
    /// calls <see cref="MigratePersistenceAsync"/> before it starts.
    /// </summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, PrecastDatabase database)
    {
        ArgumentNullException.ThrowIfNull(services);
        var factory = new PrecastContextFactory(database);
        return services
            .AddSingleton(database)
            .AddSingleton(factory)
            .AddSingleton<IDbContextFactory<PrecastContext>>(factory);
    }

    /// <summary>Brings the database to this version; before the host starts, since journal and jobs open it too.</summary>
    public static Task MigratePersistenceAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PrecastContextFactory>().MigrateAsync(cancellationToken);
}
