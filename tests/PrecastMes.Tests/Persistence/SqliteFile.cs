using Microsoft.Data.Sqlite;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;

namespace PrecastMes.Tests.Persistence;

/// <summary>A migrated SQLite file of its own for a test; gone when the test is over.</summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("precastmes-");

    private SqliteFile() => Factory = new PrecastContextFactory(PrecastDatabase.InDirectory(_directory.FullName));

    public PrecastContextFactory Factory { get; }

    public PrecastDatabase Database => Factory.Database;

    public string Path => _directory.FullName;

    public static async Task<SqliteFile> CreateAsync()
    {
        var file = new SqliteFile();
        await file.Factory.MigrateAsync(TestContext.Current.CancellationToken);
        return file;
    }

    public PrecastContext Open() => Factory.CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new SqliteConnection(Database.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _directory.Delete(recursive: true);
    }
}
