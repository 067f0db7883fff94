namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A read of raw values that goes on where it stopped (Part 11 §6.5.3.2). Time flows from <see cref="From"/> to <see cref="To"/>; a value
/// at exactly <see cref="To"/> lies outside (Part 11 §3.1, time domain), unless both are the same.
/// </summary>
internal sealed record RawHistoryRead
{
    private RawHistoryRead()
    {
    }

    public required NodeId NodeId { get; init; }

    /// <summary>UTC; the time of the last value that was returned, when it goes on.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC; null when it runs until enough values are found.</summary>
    public required DateTime? To { get; init; }

    public required bool IsBackwards { get; init; }

    /// <summary>The most values in one answer.</summary>
    public required int PageSize { get; init; }

    /// <summary>How many are still wanted, when only one time was given.</summary>
    public required int? Wanted { get; init; }

    public required bool WantsFirstBound { get; init; }

    public required bool WantsLastBound { get; init; }

    /// <summary>Values at exactly <see cref="From"/> that were returned already.</summary>
    public int Skip { get; init; }

    private bool IsInstant => From == To;

    /// <summary>Null when fewer than two of the three are given.</summary>
    /// <param name="limit">The most values that the server returns at once.</param>
    public static RawHistoryRead? Of(NodeId node, ReadRawModifiedDetails details, int limit)
    {
        bool hasStart = details.StartTime > DateTime.MinValue;
        bool hasEnd = details.EndTime > DateTime.MinValue;
        int number = (int)Math.Min(details.NumValuesPerNode, int.MaxValue);
        if ((hasStart ? 1 : 0) + (hasEnd ? 1 : 0) + (number > 0 ? 1 : 0) < 2)
        {
            return null;
        }

        bool hasBoth = hasStart && hasEnd;
        return new RawHistoryRead
        {
            NodeId = node,
            From = hasStart ? details.StartTime : details.EndTime,
            To = hasBoth ? details.EndTime : null,
            IsBackwards = !hasStart || (hasEnd && details.EndTime < details.StartTime),
            PageSize = number > 0 ? Math.Min(number, limit) : limit,
            Wanted = hasBoth ? null : number,
            WantsFirstBound = details.ReturnBounds,
            WantsLastBound = details.ReturnBounds && hasBoth && details.StartTime != details.EndTime,
        };
    }

    /// <summary>The next values, and what is left to read; null when that was all.</summary>
    /// <param name="room">The most values that this answer still takes, at least 1.</param>
    public (List<DataValue> Values, RawHistoryRead? Unread) Next(IValueHistory history, int room)
    {
        int size = Math.Min(Math.Min(PageSize, room), Wanted ?? int.MaxValue);
        var values = new List<DataValue>();
        if (WantsFirstBound && Bound(history, From, before: !IsBackwards) is { } first && (first.Status == StatusCodes.BadBoundNotFound || first.SourceTimestamp != From))
        {
            values.Add(first);
        }

        // One more than wanted tells whether there are more.
        IReadOnlyList<DataValue> found = history.Read(From, To ?? (IsBackwards ? DateTime.MinValue : DateTime.MaxValue), Skip, size - values.Count + 1);
        bool isOver = true;
        foreach (DataValue value in found)
        {
            if (value.SourceTimestamp == To && !IsInstant)
            {
                break;
            }

            if (values.Count == size)
            {
                isOver = false;
                break;
            }

            values.Add(value);
        }

        if (isOver && WantsLastBound)
        {
            if (values.Count < size)
            {
                values.Add(Bound(history, To!.Value, before: IsBackwards));
                return (values, null);
            }

            isOver = false;
        }

        int? wanted = Wanted - values.Count;
        return (values, isOver || wanted == 0 ? null : After(values) with { Wanted = wanted });
    }

    private static DataValue Bound(IValueHistory history, DateTime time, bool before) =>
        (before ? history.AtOrBefore(time) : history.AtOrAfter(time)) ?? new DataValue(Variant.Null, StatusCodes.BadBoundNotFound, time);

    private RawHistoryRead After(List<DataValue> values)
    {
        DateTime last = values[^1].SourceTimestamp!.Value;
        bool onlyBound = values.Count == 1 && WantsFirstBound && (values[0].Status == StatusCodes.BadBoundNotFound || last != From);
        if (onlyBound)
        {
            return this with { WantsFirstBound = false };
        }

        int same = values.Count(value => value.SourceTimestamp == last);
        return this with { From = last, Skip = last == From ? Skip + same : same, WantsFirstBound = false };
    }
}
