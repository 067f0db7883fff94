using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PrecastMes.Persistence.Databases;

/// <summary>
/// What SQLite keeps per connection: every commit reaches the disk, and a writer waits for the other instead of failing.
/// (The write-ahead log is a property of the file; it is set when the file is migrated.)
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // The driver retries a busy database every 150 ms; SQLite's own wait begins at 1 ms, so it comes first.
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
