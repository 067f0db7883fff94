namespace PrecastMes.Scheduling.Comparing;

/// <summary>What happens to an element from one plan to another.</summary>
public enum ElementChangeKind
{
    /// <summary>It is made at another time, on another line or in other company on its pallet.</summary>
    Moved,

    /// <summary>Only the later plan has it.</summary>
    Added,

    /// <summary>Only the earlier plan has it.</summary>
    Removed,
}
