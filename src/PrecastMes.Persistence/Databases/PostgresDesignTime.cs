using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PrecastMes.Persistence.Databases;

/// <summary>Lets <c>dotnet ef</c> read the model; it opens no database.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresPrecastContext>
{
    public PostgresPrecastContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresPrecastContext>().UseNpgsql("Host=design").Options);
}
