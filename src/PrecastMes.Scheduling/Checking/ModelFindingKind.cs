namespace PrecastMes.Scheduling.Checking;

/// <summary>What contradicts what; behind each what its arguments are.</summary>
public enum ModelFindingKind
{
    /// <summary>A family has no line: family.</summary>
    NoLine,

    /// <summary>A mark has no mould on its family's line: mark, line.</summary>
    NoMould,

    /// <summary>An operation in one piece is longer than any shift of its station or crew with its overtime, breaks taken into account: family, line, operation, its minutes, the longest shift's.</summary>
    NoShift,

    /// <summary>
    /// Two resources that an operation needs together never work at the same time for as long as it takes: family, line, operation, a resource,
    /// its calendar, the other, its calendar, the operation's minutes. The plant's calendar is called <c>calendar.yaml</c>.
    /// </summary>
    NoCommonShift,

    /// <summary>Elements are larger than a pallet takes: mark, length and width in mm, line, usable length and width.</summary>
    TooLarge,

    /// <summary>Elements are heavier than a pallet takes: mark, kg, line, the pallet's kg.</summary>
    TooHeavy,

    /// <summary>Elements are released so far ahead that it must be a mistake: project, date.</summary>
    NotReleased,

    /// <summary>Mixing, casting and the work on fresh concrete fit into no shift, so that concrete is left overnight: family, line.</summary>
    NoShiftForFreshConcrete,

    /// <summary>From its release or from now on a floor is late even alone in an empty plant: project, building, floor, hours late at least.</summary>
    LateAlone,

    /// <summary>A resource can't make its elements in time whatever the plan: resource, hours late at least in sum.</summary>
    LateByResource,
}
