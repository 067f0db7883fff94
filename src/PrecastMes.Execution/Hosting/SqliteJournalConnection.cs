using System.Data.Common;

namespace PrecastMes.Execution.Hosting;

/// <summary>
/// What SQLite keeps per connection: every commit reaches the disk, and a writer waits for the other by SQLite's own wait, which
/// begins at 1 ms, before the driver's, which is 150 ms.
/// </summary>
internal static class SqliteJournalConnection
{
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

    public static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public static async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
