namespace PrecastMes.Scheduling.Plans;

/// <summary>Curing of a load.</summary>
/// <param name="Place">Compartment, e.g. <c>CH1-C3L5</c>, or the fixed mould's unit id.</param>
/// <param name="StoreStart">Crane starts to store; the compartment is held from here. In a fixed mould equal to <paramref name="Start"/>.</param>
/// <param name="Start">The programme starts (end of storing, or of casting).</param>
/// <param name="End">The programme ends.</param>
/// <param name="RetrieveStart">Crane starts to retrieve. In a fixed mould equal to <paramref name="End"/>.</param>
/// <param name="RetrieveEnd">The place is free again. In a fixed mould equal to <paramref name="End"/>.</param>
public sealed record PlannedCuring(
    string Place,
    DateTimeOffset StoreStart,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset RetrieveStart,
    DateTimeOffset RetrieveEnd);
