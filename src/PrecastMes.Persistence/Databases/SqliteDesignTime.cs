using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PrecastMes.Persistence.Databases;

/// <summary>Lets <c>dotnet ef</c> read the model; it opens no database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePrecastContext>
{
    public SqlitePrecastContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePrecastContext>().UseSqlite("Data Source=design").Options);
}
