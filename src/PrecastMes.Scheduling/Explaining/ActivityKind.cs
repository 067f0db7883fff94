namespace PrecastMes.Scheduling.Explaining;

/// <summary>Kinds of activities of a load.</summary>
internal enum ActivityKind
{
    /// <summary>From the magazine to the first station.</summary>
    Enter,

    /// <summary>To a station from the one before.</summary>
    Move,

    /// <summary>Its concrete is mixed.</summary>
    Batch,

    /// <summary>Work of a step, pauses between shifts included.</summary>
    Work,

    /// <summary>The crane stores it.</summary>
    Store,

    /// <summary>It cures.</summary>
    Cure,

    /// <summary>The crane brings it to the first station behind the chamber.</summary>
    Retrieve,

    /// <summary>The empty pallet goes to the magazine.</summary>
    Return,
}
