using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence.Databases;

namespace PrecastMes.Persistence;

/// <summary>The read models in PostgreSQL.</summary>
public sealed class PostgresPrecastContext(DbContextOptions<PostgresPrecastContext> options) : PrecastContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }
}
