using PrecastMes.Telemetry;

namespace PrecastMes.Tests.Telemetry;

public sealed class TelemetryStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("precastmes-");
    private readonly TelemetryStore _store;

    public TelemetryStoreTests() => _store = new TelemetryStore(_directory.FullName);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_range_has_its_first_instant_and_not_its_last()
    {
        await WriteAsync(Points("CH1-C1L1.TempC", 18, 20, 22, 24));

        var points = await _store.ReadAsync("CH1-C1L1.TempC", Start.AddMinutes(1), Start.AddMinutes(3), Cancelled);

        Assert.Equal([20.0, 22.0], points.Select(p => p.Value));
        Assert.Equal(Start.AddMinutes(1), points[0].At);
    }

    [Fact]
    public async Task Series_do_not_mix()
    {
        await WriteAsync([.. Points("A", 1, 2), .. Points("B", 3)]);

        Assert.Equal(2, (await _store.ReadAsync("A", Start, Start.AddDays(1), Cancelled)).Count);
        Assert.Empty(await _store.ReadAsync("C", Start, Start.AddDays(1), Cancelled));
    }

    [Fact]
    public async Task A_batch_written_twice_is_there_once()
    {
        var batch = new PointBatch(Points("A", 1, 2), [new Gap("A", Start, Start.AddMinutes(1), 7)]);
        await _store.WriteAsync(batch, Cancelled);
        await _store.WriteAsync(batch, Cancelled);

        Assert.Equal(2, (await _store.ReadAsync("A", Start, Start.AddDays(1), Cancelled)).Count);
        Assert.Equal(7, Assert.Single(await _store.ReadGapsAsync("A", Start, Start.AddDays(1), Cancelled)).Count);
    }

    [Fact]
    public async Task Buckets_thin_a_curve_and_keep_its_extremes()
    {
        await WriteAsync(Points("A", 10, 20, 30, 5, 15, double.NaN));

        var buckets = await _store.ReadBucketsAsync("A", Start, Start.AddHours(1), TimeSpan.FromMinutes(3), Cancelled);

        // One point a minute: [10 20 30], [5 15 –].
        Assert.Equal([new Bucket(Start.ToUniversalTime(), 10, 20, 30, 3), new Bucket(Start.AddMinutes(3).ToUniversalTime(), 5, 10, 15, 2)], buckets);
    }

    [Fact]
    public async Task A_missing_value_comes_back_as_missing()
    {
        await WriteAsync(Points("A", double.NaN));

        Assert.True(double.IsNaN(Assert.Single(await _store.ReadAsync("A", Start, Start.AddDays(1), Cancelled)).Value));
    }

    [Fact]
    public async Task Losses_that_touch_a_range_are_shown_with_it()
    {
        var gap = new Gap("A", Start.AddMinutes(5).ToUniversalTime(), Start.AddMinutes(15).ToUniversalTime(), 42);
        await _store.WriteAsync(new PointBatch([], [gap]), Cancelled);

        Assert.Equal([gap], await _store.ReadGapsAsync("A", Start.AddMinutes(10), Start.AddMinutes(20), Cancelled));
        Assert.Empty(await _store.ReadGapsAsync("A", Start.AddMinutes(16), Start.AddMinutes(20), Cancelled));
    }

    [Fact]
    public async Task Points_are_there_after_a_restart()
    {
        await WriteAsync(Points("CH1.TempC", 18));
        _store.Dispose();

        using var again = new TelemetryStore(_directory.FullName);
        Assert.Single(await again.ReadAsync("CH1.TempC", Start, Start.AddDays(1), Cancelled));
        Assert.Equal(["CH1.TempC"], await again.ReadSeriesAsync("CH1", Cancelled));
    }

    private Task WriteAsync(IReadOnlyList<Point> points) => _store.WriteAsync(new PointBatch(points, []), Cancelled);

    private static IReadOnlyList<Point> Points(string series, params double[] values) =>
        [.. values.Select((value, minute) => new Point(series, Start.AddMinutes(minute), value))];
}
