using Microsoft.Data.Sqlite;

namespace PrecastMes.Telemetry;

/// <summary>
/// Time series in a SQLite file of their own, so that their commits never wait for those of the journal. Write-ahead log with
/// <c>synchronous=NORMAL</c>: consistent after a power failure, which may cost the last seconds.
/// </summary>
public sealed class TelemetryStore : ITelemetryTarget, IDisposable
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "telemetry.db";

    private readonly string _connectionString;
    private readonly Dictionary<string, long> _seriesIds = new(StringComparer.Ordinal);
    private SqliteConnection? _writer;

    /// <summary>The store of a data directory; the directory is made when it is missing, the file at the first use.</summary>
    public TelemetryStore(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Directory.CreateDirectory(directory);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Path.GetFullPath(directory), FileName),
            DefaultTimeout = 30,
        }.ConnectionString;
    }

    /// <inheritdoc/>
    /// <remarks>One caller at a time: the <see cref="TelemetryWriter"/>.</remarks>
    public async Task WriteAsync(PointBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            var connection = _writer ??= await OpenAsync(cancellationToken);
            await using var transaction = connection.BeginTransaction();
            await WritePointsAsync(connection, transaction, batch.Points, cancellationToken);
            await WriteGapsAsync(connection, transaction, batch.Gaps, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch
        {
            // Whether series of this batch are in the file is unknown now, and so is the connection's health.
            Close();
            throw;
        }
    }

    /// <summary>The points of a series in <c>[from, to)</c>, in order.</summary>
    public async Task<IReadOnlyList<Point>> ReadAsync(
        string series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT at, value FROM points WHERE series_id = (SELECT id FROM series WHERE name = $series) AND at >= $from AND at < $to
            ORDER BY at
            """;
        AddRange(command, series, from, to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var points = new List<Point>();
        while (await reader.ReadAsync(cancellationToken))
        {
            points.Add(new Point(series, Instant(reader.GetInt64(0)), reader.IsDBNull(1) ? double.NaN : reader.GetDouble(1)));
        }

        return points;
    }

    /// <summary>
    /// A series in <c>[from, to)</c>, thinned: the points of each interval of <paramref name="width"/> (counted from
    /// <paramref name="from"/>) as one. Intervals without a value are left out.
    /// </summary>
    public async Task<IReadOnlyList<Bucket>> ReadBucketsAsync(
        string series, DateTimeOffset from, DateTimeOffset to, TimeSpan width, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, TimeSpan.FromMicroseconds(1));
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (at - $from) / $width AS bucket, MIN(value), AVG(value), MAX(value), COUNT(value) FROM points
            WHERE series_id = (SELECT id FROM series WHERE name = $series) AND at >= $from AND at < $to AND value IS NOT NULL
            GROUP BY bucket ORDER BY bucket
            """;
        AddRange(command, series, from, to);
        command.Parameters.AddWithValue("$width", width.Ticks / TimeSpan.TicksPerMicrosecond);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var buckets = new List<Bucket>();
        while (await reader.ReadAsync(cancellationToken))
        {
            buckets.Add(new Bucket(
                from.ToUniversalTime() + (reader.GetInt64(0) * width),
                reader.GetDouble(1),
                reader.GetDouble(2),
                reader.GetDouble(3),
                reader.GetInt64(4)));
        }

        return buckets;
    }

    /// <summary>The losses of a series that touch <c>[from, to)</c>, in order.</summary>
    public async Task<IReadOnlyList<Gap>> ReadGapsAsync(
        string series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT from_at, to_at, lost FROM gaps
            WHERE series_id = (SELECT id FROM series WHERE name = $series) AND to_at >= $from AND from_at < $to
            ORDER BY from_at
            """;
        AddRange(command, series, from, to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var gaps = new List<Gap>();
        while (await reader.ReadAsync(cancellationToken))
        {
            gaps.Add(new Gap(series, Instant(reader.GetInt64(0)), Instant(reader.GetInt64(1)), reader.GetInt64(2)));
        }

        return gaps;
    }

    /// <summary>The names of all series that begin with a text, in order.</summary>
    public async Task<IReadOnlyList<string>> ReadSeriesAsync(string prefix, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM series WHERE substr(name, 1, length($prefix)) = $prefix ORDER BY name";
        command.Parameters.AddWithValue("$prefix", prefix);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task WritePointsAsync(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<Point> points, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO points (series_id, at, value) VALUES ($series, $at, $value)
            ON CONFLICT (series_id, at) DO UPDATE SET value = excluded.value
            """;
        var series = command.Parameters.Add("$series", SqliteType.Integer);
        var at = command.Parameters.Add("$at", SqliteType.Integer);
        var value = command.Parameters.Add("$value", SqliteType.Real);
        foreach (var point in points)
        {
            series.Value = await SeriesIdAsync(connection, transaction, point.Series, cancellationToken);
            at.Value = Microseconds(point.At);
            value.Value = double.IsNaN(point.Value) ? DBNull.Value : point.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task WriteGapsAsync(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<Gap> gaps, CancellationToken cancellationToken)
    {
        foreach (var gap in gaps)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO gaps (series_id, from_at, to_at, lost) VALUES ($series, $from, $to, $lost)
                ON CONFLICT DO NOTHING
                """;
            command.Parameters.AddWithValue("$series", await SeriesIdAsync(connection, transaction, gap.Series, cancellationToken));
            command.Parameters.AddWithValue("$from", Microseconds(gap.From));
            command.Parameters.AddWithValue("$to", Microseconds(gap.To));
            command.Parameters.AddWithValue("$lost", gap.Count);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<long> SeriesIdAsync(
        SqliteConnection connection, SqliteTransaction transaction, string name, CancellationToken cancellationToken)
    {
        if (_seriesIds.TryGetValue(name, out var id))
        {
            return id;
        }

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO series (name) VALUES ($name) ON CONFLICT (name) DO NOTHING;
            SELECT id FROM series WHERE name = $name;
            """;
        command.Parameters.AddWithValue("$name", name);
        id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        _seriesIds.Add(name, id);
        return id;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                CREATE TABLE IF NOT EXISTS points (
                    series_id INTEGER NOT NULL, at INTEGER NOT NULL, value REAL, PRIMARY KEY (series_id, at)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS gaps (
                    series_id INTEGER NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, lost INTEGER NOT NULL,
                    PRIMARY KEY (series_id, from_at, to_at, lost)) WITHOUT ROWID;
                """;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
        _seriesIds.Clear();
    }

    private static void AddRange(SqliteCommand command, string series, DateTimeOffset from, DateTimeOffset to)
    {
        command.Parameters.AddWithValue("$series", series);
        command.Parameters.AddWithValue("$from", Microseconds(from));
        command.Parameters.AddWithValue("$to", Microseconds(to));
    }

    // Microseconds since 1970, UTC: integers that sort and divide, and reach past any plant.
    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Instant(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
