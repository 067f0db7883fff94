using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PrecastMes.Persistence.Databases;

/// <summary>Several reads of one moment, however the projections go on meanwhile.</summary>
public static class Snapshot
{
    /// <summary>Begins a reading transaction on the context; dispose it before the context.</summary>
    public static async Task<DbTransaction> BeginSnapshotAsync(this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (context.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            // Deferred: it takes no lock for writing, and the first read fixes what all see.
            var reading = sqlite.BeginTransaction(deferred: true);
            await context.Database.UseTransactionAsync(reading, cancellationToken);
            return reading;
        }

        var snapshot = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return snapshot.GetDbTransaction();
    }
}
