using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>A state of the search: loads and their priority.</summary>
/// <param name="Loads">The loads.</param>
/// <param name="Order">Indices of all loads by falling priority, grouped by line.</param>
/// <param name="Cost"><see cref="Decoding.Schedule.Cost"/>.</param>
/// <param name="OnTime">Elements that are on time.</param>
internal sealed record Solution(Load[] Loads, int[] Order, long Cost, int OnTime);
