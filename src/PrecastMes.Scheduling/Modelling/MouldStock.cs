using PrecastMes.Production.Moulds;
using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A mould type with its units' place in the plant-wide numbering of units.</summary>
internal sealed class MouldStock
{
    private const int DaySeconds = 86_400;

    private readonly int[,] _changeSeconds;

    /// <param name="type">The type.</param>
    /// <param name="index">Its index.</param>
    /// <param name="firstUnit">Number of its first unit.</param>
    /// <param name="unitIds">Ids of its units.</param>
    /// <param name="usable">Units that are or will be fit for use.</param>
    public MouldStock(MouldType type, int index, int firstUnit, string[] unitIds, int usable)
    {
        (Type, Index, FirstUnit, UnitIds, Usable) = (type, index, firstUnit, unitIds, usable);
        _changeSeconds = new int[type.Marks.Count, type.Marks.Count];
        foreach (var change in type.Changeovers)
        {
            _changeSeconds[MarkOf(change.FromMark), MarkOf(change.ToMark)] = change.Minutes * 60;
        }
    }

    public MouldType Type { get; }

    public int Index { get; }

    public int FirstUnit { get; }

    public string[] UnitIds { get; }

    public int Usable { get; }

    /// <summary>Whether units may need work between two uses.</summary>
    public bool IsServiced => Type.IsServiced;

    /// <summary>Index of a mark among the type's marks; -1 for none that it makes.</summary>
    public int MarkOf(string? mark)
    {
        for (var i = 0; i < Type.Marks.Count; i++)
        {
            if (Type.Marks[i] == mark)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Seconds to set a unit up from one mark, -1 for an unknown one, for another.</summary>
    public int ChangeSeconds(int from, int to) => from < 0 || to < 0 ? 0 : _changeSeconds[from, to];

    /// <summary>Whether maintenance is due after so many turns of a unit's life.</summary>
    public bool IsMaintenanceDue(int turns) => Type.Maintenance is { } maintenance && turns > 0 && turns % maintenance.EveryTurns == 0;

    /// <summary>Whether a unit's life ends with so many turns.</summary>
    public bool IsRenewalDue(int turns) => Type.Life is { } life && turns > 0 && turns % life.Turns == 0;

    /// <summary>The mark that a unit stands set up for after so many turns: a renewed one is ready for any.</summary>
    public int MarkAfter(int turns, int mark) => IsRenewalDue(turns) ? -1 : mark;

    /// <summary>When a unit that is free from a second on can be used again, after its use number <paramref name="turns"/>.</summary>
    public int ReadyAt(WorkCalendar calendar, int free, int turns, int from, int to) =>
        IsRenewalDue(turns) ? free + (Type.Life!.RenewalDays * DaySeconds) : calendar.Advance(free, ServiceSeconds(turns, from, to));

    /// <summary>Staffed seconds of work on a unit between its use number <paramref name="turns"/>, counted from 1 over its life, and the next; none when it is renewed instead.</summary>
    public int ServiceSeconds(int turns, int from, int to) =>
        IsRenewalDue(turns) ? 0
        : turns == 0 ? ChangeSeconds(from, to)
        : (Type.CleaningMinutes * 60) + ChangeSeconds(from, to) + (IsMaintenanceDue(turns) ? Type.Maintenance!.Minutes * 60 : 0);
}
