using Microsoft.Data.Sqlite;
using Npgsql;

namespace PrecastMes.Persistence.Databases;

/// <summary>The one database of a server: the journal, the read models and the jobs all open it by this.</summary>
/// <param name="Kind">Which database.</param>
/// <param name="ConnectionString">How to open it.</param>
public sealed record PrecastDatabase(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>Name of the SQLite file in the data directory.</summary>
    public const string FileName = "precastmes.db";

    /// <summary>How long a writer waits for another before it gives up, seconds.</summary>
    internal const int BusySeconds = 30;

    /// <summary>The SQLite file of a data directory; the directory is made when it is missing.</summary>
    public static PrecastDatabase InDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Directory.CreateDirectory(directory);
        return SqliteFile(Path.Combine(directory, FileName));
    }

    /// <summary>
    /// What a connection string names: PostgreSQL when it has a <c>Host</c>, SQLite when it has a <c>Data Source</c>.
    /// </summary>
    public static PrecastDatabase FromConnectionString(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var keys = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString };
        if (keys.ContainsKey("Host"))
        {
            return new PrecastDatabase(DatabaseKind.Postgres, new NpgsqlConnectionStringBuilder(connectionString).ConnectionString);
        }

        if (keys.ContainsKey("Data Source"))
        {
            return SqliteFile(new SqliteConnectionStringBuilder(connectionString).DataSource);
        }

        throw new ArgumentException(
            "The connection string names no database: PostgreSQL needs 'Host=…;Database=…;Username=…', SQLite 'Data Source=…'.",
            nameof(connectionString));
    }

    private static PrecastDatabase SqliteFile(string path) => new(
        DatabaseKind.Sqlite,
        new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path),
            DefaultTimeout = BusySeconds,
            ForeignKeys = true,
        }.ConnectionString);

    /// <summary>Without the password, for logs and health pages.</summary>
    public override string ToString() => Kind == DatabaseKind.Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString).DataSource
        : new NpgsqlConnectionStringBuilder(ConnectionString) { Password = null }.ConnectionString;
}
