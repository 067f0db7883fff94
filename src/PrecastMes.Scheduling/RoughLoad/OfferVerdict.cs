namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Whether an offer, taken whole, has room beside what is ordered; other offers are left out.</summary>
public enum OfferVerdict
{
    /// <summary>In each week of it, everything that it needs has room.</summary>
    Fits,

    /// <summary>Some week is too full, and the weeks before have room: it has to be cast earlier and stored.</summary>
    FitsEarlier,

    /// <summary>Something is too full however early it is cast.</summary>
    TooMuch,
}
