namespace PrecastMes.Scheduling.Shops;

/// <summary>What of a plant's schedule counts.</summary>
internal enum ShopObjective
{
    /// <summary>Sum over the floors of weight times lateness.</summary>
    WeightedTardiness,

    /// <summary>The lateness of the latest floor, without weights.</summary>
    LargestTardiness,

    /// <summary>End of the last operation.</summary>
    Makespan,
}
