namespace PrecastMes.Server.Hmi.Plans;

/// <summary>What the canvas is fed with. Times are seconds since <paramref name="Origin"/>.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Origin">First instant of the picture, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Length">Its length.</param>
/// <param name="Zone">IANA zone of the plant's wall clock.</param>
/// <param name="Offsets">From which second on the zone is how many seconds ahead of UTC.</param>
/// <param name="Staffed">Staffed times, from and to each: first the plant's shifts, then those of resources with calendars of their own.</param>
/// <param name="Groups">Headings with their lanes.</param>
/// <param name="Lanes">The lanes.</param>
/// <param name="Families">Families; a load's <see cref="GanttLoad.Tone"/> is an index here.</param>
/// <param name="Loads">The loads.</param>
/// <param name="Bars">[lane, load, kind, from, to, work from, work to, label, index of the staffed times outside which the work rests, or −1] each; lane and load are indexes.</param>
public sealed record GanttDocument(
    string PlanId,
    long Origin,
    long Length,
    string Zone,
    IReadOnlyList<long[]> Offsets,
    IReadOnlyList<IReadOnlyList<long[]>> Staffed,
    IReadOnlyList<GanttGroup> Groups,
    IReadOnlyList<GanttLane> Lanes,
    IReadOnlyList<GanttFamily> Families,
    IReadOnlyList<GanttLoad> Loads,
    IReadOnlyList<object[]> Bars);

/// <summary>A heading and the indexes of its lanes.</summary>
public sealed record GanttGroup(string Id, string Label, bool Collapsed, IReadOnlyList<int> Lanes);

/// <summary>A lane; <paramref name="Hours"/> is the index of its staffed times.</summary>
public sealed record GanttLane(string Id, string Label, int Hours);

/// <summary>A family of elements.</summary>
public sealed record GanttFamily(string Code, string Label);

/// <summary>A load.</summary>
public sealed record GanttLoad(
    string Id, string Short, string? Pallet, int Tone, string Grade, bool Late, long Due, long Finish, IReadOnlyList<string> Elements);
