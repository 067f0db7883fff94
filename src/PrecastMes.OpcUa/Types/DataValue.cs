namespace PrecastMes.OpcUa;

/// <summary>A value with its status and timestamps (Part 4 §7.11). Times are UTC with 100 ns resolution.</summary>
public readonly struct DataValue : IEquatable<DataValue>
{
    // 0 says absent; else ticks + 1. A Nullable<DateTime> each would cost 16 bytes more in arrays of thousands.
    private readonly long _source;
    private readonly long _server;

    /// <param name="value">The value.</param>
    /// <param name="status">Its quality.</param>
    /// <param name="sourceTimestamp">When the value came about; local times are converted to UTC. Null for none.</param>
    /// <param name="serverTimestamp">When the server knew it to be so; local times are converted to UTC. Null for none.</param>
    public DataValue(Variant value, StatusCode status = default, DateTime? sourceTimestamp = null, DateTime? serverTimestamp = null)
    {
        Value = value;
        Status = status;
        SourceTimestamp = sourceTimestamp;
        ServerTimestamp = serverTimestamp;
    }

    /// <summary>The value; null when there is none.</summary>
    public Variant Value { get; init; }

    /// <summary>Its quality.</summary>
    public StatusCode Status { get; init; }

    /// <summary>When the value came about, UTC; null when not known or not asked for.</summary>
    public DateTime? SourceTimestamp
    {
        get => Unpack(_source);
        init => _source = Pack(value);
    }

    /// <summary>When the server knew it to be so, UTC; null when not asked for.</summary>
    public DateTime? ServerTimestamp
    {
        get => Unpack(_server);
        init => _server = Pack(value);
    }

    /// <summary>10 ps units, 0–9999, added to the source timestamp.</summary>
    public ushort SourcePicoseconds { get; init; }

    /// <summary>10 ps units, 0–9999, added to the server timestamp.</summary>
    public ushort ServerPicoseconds { get; init; }

    /// <summary>By value.</summary>
    public static bool operator ==(DataValue left, DataValue right) => left.Equals(right);

    /// <summary>By value.</summary>
    public static bool operator !=(DataValue left, DataValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DataValue other) =>
        Status == other.Status && _source == other._source && _server == other._server
        && SourcePicoseconds == other.SourcePicoseconds && ServerPicoseconds == other.ServerPicoseconds && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Status, _source, _server);

    /// <summary>The value, and the status unless it is Good; for logs and people.</summary>
    public override string ToString() => Status.IsGood ? Value.ToString() : $"{Value} ({Status})";

    private static long Pack(DateTime? time) => time is { } value ? (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks + 1 : 0;

    private static DateTime? Unpack(long packed) => packed == 0 ? null : new DateTime(packed - 1, DateTimeKind.Utc);
}
