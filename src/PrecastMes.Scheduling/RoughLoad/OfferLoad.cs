namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>What an offer would do to the plant if it were taken whole and no other were.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Probability">How likely it is ordered, over 0 up to 1.</param>
/// <param name="Whole">All of it that the plant can make and that falls into the weeks.</param>
/// <param name="Overdue">Pieces of it that would be late on an empty line.</param>
/// <param name="Later">Pieces of it that are to be cast after the last week.</param>
/// <param name="Verdict">Whether it has room.</param>
/// <param name="Peak">The fullest of what it needs; null when it needs nothing in these weeks.</param>
public sealed record OfferLoad(string ProjectId, double Probability, Amount Whole, int Overdue, int Later, OfferVerdict Verdict, OfferPeak? Peak);
