namespace PrecastMes.Scheduling.Decoding;

/// <summary>What happens at an instant of the simulation.</summary>
internal enum EventKind
{
    /// <summary>Something that was in the way may be gone: look again.</summary>
    Wake,

    /// <summary>A mould unit that a released load held is free; argument: unit.</summary>
    MouldFree,

    /// <summary>A mould unit was worked on and may be used again.</summary>
    MouldReady,

    /// <summary>Work ended; argument: step of a circulation line, load in a fixed-mould area.</summary>
    WorkEnd,

    /// <summary>A pallet has left a step for the next; argument: the step it left, or the line's step count from the magazine.</summary>
    MoveEnd,

    /// <summary>The crane has stored; argument: load.</summary>
    StoreEnd,

    /// <summary>A curing programme ended; argument: load.</summary>
    CureEnd,

    /// <summary>The crane has retrieved; argument: load.</summary>
    RetrieveEnd,
}
