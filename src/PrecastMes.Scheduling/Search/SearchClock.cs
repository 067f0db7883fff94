namespace PrecastMes.Scheduling.Search;

/// <summary>When a search has to end: its budget is used up or it was cancelled.</summary>
/// <param name="time">Real time; a clock of accelerated plant time would shorten the search.</param>
/// <param name="budget">How long the search may take from now on.</param>
internal sealed class SearchClock(TimeProvider time, TimeSpan budget, CancellationToken cancellation)
{
    private readonly long _began = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public bool IsOver => cancellation.IsCancellationRequested || Elapsed >= budget;

    /// <summary>A clock that ends after a share of this one's budget, counted from its begin.</summary>
    public SearchClock Part(double share) => new(time, (budget * share) - Elapsed, cancellation);
}
