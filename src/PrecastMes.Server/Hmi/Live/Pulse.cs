using PrecastMes.Execution.Live;
using PrecastMes.Execution.Projections;

namespace PrecastMes.Server.Hmi.Live;

/// <summary>
/// Counts what the line and the read models report, many times a second; screens compare the counts at their own beat and
/// read only when there is something new.
/// </summary>
public sealed class Pulse : IDisposable
{
    private readonly LiveLine line;
    private readonly ProjectionNews news;
    private long lineChanges;
    private long rowChanges;

    /// <summary>Listens from now on.</summary>
    public Pulse(LiveLine line, ProjectionNews news)
    {
        (this.line, this.news) = (line, news);
        line.Changed += OnLine;
        news.Advanced += OnRows;
    }

    /// <summary>Grows when the live picture changed.</summary>
    public long Line => Interlocked.Read(ref lineChanges);

    /// <summary>Grows when the read models show more.</summary>
    public long Rows => Interlocked.Read(ref rowChanges);

    /// <inheritdoc/>
    public void Dispose()
    {
        line.Changed -= OnLine;
        news.Advanced -= OnRows;
    }

    private void OnLine() => Interlocked.Increment(ref lineChanges);

    private void OnRows(ProjectionAdvanced advanced) => Interlocked.Increment(ref rowChanges);
}
