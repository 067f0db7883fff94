namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Keeps the values of one variable by source time, for HistoryRead (Part 11). <see cref="ValueRing"/> keeps them in memory; a host may
/// bring another. All members may be called at the same time from several threads.
/// </summary>
public interface IValueHistory
{
    /// <summary>Takes a new value, with its source timestamp. Called at every change and in their order, under the variable's lock: must not wait.</summary>
    void Append(in DataValue value);

    /// <summary>The values between two times, both included, the nearest to <paramref name="from"/> first.</summary>
    /// <param name="from">UTC; later than <paramref name="to"/> to read backwards in time.</param>
    /// <param name="to">UTC.</param>
    /// <param name="skip">How many values of exactly the time <paramref name="from"/> are left out.</param>
    /// <param name="count">The most that are wanted.</param>
    IReadOnlyList<DataValue> Read(DateTime from, DateTime to, int skip, int count);

    /// <summary>The last value not after a time; null when there is none.</summary>
    DataValue? AtOrBefore(DateTime time);

    /// <summary>The first value not before a time; null when there is none.</summary>
    DataValue? AtOrAfter(DateTime time);
}
