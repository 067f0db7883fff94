namespace PrecastMes.Scheduling.Search;

/// <summary>When a search has to end: its budget is used up or it was cancelled.</summary>
/// <param name="time">Real time; a clock of accelerated plant time would shorten the search.</param>
/// <param name="budget">How long the search may take from now on.</param>
internal sealed class SearchClock(TimeProvider time, TimeSpan budget, CancellationToken cancellation)
{
    private readonly long _began = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public bool IsOver => cancellation.IsCancellationRequested || Elapsed >= budget;

    /// <summary>A clock that begins now and ends when so much of this one's budget is used up.</summary>
    public SearchClock Until(double share) => new(time, (budget * share) - Elapsed, cancellation);

    /// <summary>Share of the budget that is used up, from 0 to 1.</summary>
    public double Share => budget <= TimeSpan.Zero ? 1 : Math.Min(1, Elapsed / budget);
}
