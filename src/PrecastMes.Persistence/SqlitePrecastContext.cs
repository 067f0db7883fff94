using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence.Databases;

namespace PrecastMes.Persistence;

/// <summary>The read models in the plant's own SQLite file.</summary>
public sealed class SqlitePrecastContext(DbContextOptions<SqlitePrecastContext> options) : PrecastContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // SQLite has no instant; the provider's own form keeps the offset, so it neither sorts nor compares.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTextConverter>();
    }
}
