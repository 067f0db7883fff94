using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Persistence.Databases;

/// <summary>Opens the read models of a <see cref="PrecastDatabase"/>.</summary>
public sealed class PrecastContextFactory : IDbContextFactory<PrecastContext>
{
    private readonly Func<PrecastContext> _create;

    /// <summary>A factory for one database; migrate it before the first use.</summary>
    public PrecastContextFactory(PrecastDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        Database = database;
        switch (database.Kind)
        {
            case DatabaseKind.Sqlite:
                var sqlite = new DbContextOptionsBuilder<SqlitePrecastContext>()
                    .UseSqlite(database.ConnectionString)
                    .AddInterceptors(new SqlitePragmas())
                    .Options;
                _create = () => new SqlitePrecastContext(sqlite);
                break;
            case DatabaseKind.Postgres:
                var postgres = new DbContextOptionsBuilder<PostgresPrecastContext>().UseNpgsql(database.ConnectionString).Options;
                _create = () => new PostgresPrecastContext(postgres);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(database), database.Kind, "There are no read models for this kind of database.");
        }
    }

    /// <summary>The database it opens.</summary>
    public PrecastDatabase Database { get; }

    /// <inheritdoc/>
    public PrecastContext CreateDbContext() => _create();

    /// <summary>
    /// Makes the tables or brings them to this version. Call it before anything else opens the database.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateDbContext();
        if (Database.Kind == DatabaseKind.Sqlite)
        {
            // A process killed while it migrated leaves its lock in the file, and the next one would wait for it for ever. The file
            // is this process's alone here, so whatever lock it holds is left over.
            await context.Database.ExecuteSqlRawAsync(
                "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }
}
