namespace PrecastMes.Production.Plants;

/// <summary>
/// What a plan is judged by (排产目标): points for each part, 0–100,000; planning minimises their sum. At least one of the two for lateness
/// is over 0. A part that weighs nothing is reported all the same.
/// </summary>
public sealed record ObjectiveWeights
{
    /// <summary>Points for each hour that an element is late, times its own weight (<see cref="Elements.Element.TardinessWeight"/>).</summary>
    public int TardinessPerHour { get; init; } = 1000;

    /// <summary>
    /// Points for each hour that a floor is late, times the weights of its elements together: a floor of a building is as late as its latest
    /// element, for the site can't close it before.
    /// </summary>
    public int FloorTardinessPerHour { get; init; }

    /// <summary>Points for each day that an element is finished before it is due and lies in the yard.</summary>
    public int EarlinessPerDay { get; init; }

    /// <summary>Points for each hour of work outside the shifts.</summary>
    public int OvertimePerHour { get; init; }

    /// <summary>Points for each change of family or concrete grade at a circulation line's casting station.</summary>
    public int ChangeoverEach { get; init; }

    /// <summary>Points for each staffed hour of setting moulds up for another mark.</summary>
    public int MouldChangePerHour { get; init; }

    /// <summary>Points for each hour from the plan's start to its last final inspection.</summary>
    public int MakespanPerHour { get; init; } = 1;
}
