namespace PrecastMes.OpcUa;

/// <summary>A value with its status and timestamps (Part 4 §7.11). Times are UTC with 100 ns resolution.</summary>
public readonly struct DataValue : IEquatable<DataValue>
{
    // 0 says absent; else ticks + 1. A Nullable<DateTime> each would cost 16 bytes more in arrays of thousands.
    private readonly long _source;
    private readonly long _server;

    public DataValue(Variant value, StatusCode status = default, DateTime? sourceTimestamp = null, DateTime? serverTimestamp = null)
    {
        Value = value;
        Status = status;
        SourceTimestamp = sourceTimestamp;
        ServerTimestamp = serverTimestamp;
    }

    public Variant Value { get; init; }

    public StatusCode Status { get; init; }

    public DateTime? SourceTimestamp
    {
        get => Unpack(_source);
        init => _source = Pack(value);
    }

    public DateTime? ServerTimestamp
    {
        get => Unpack(_server);
        init => _server = Pack(value);
    }

    /// <summary>10 ps units, 0–9999, added to the source timestamp.</summary>
    public ushort SourcePicoseconds { get; init; }

    /// <summary>10 ps units, 0–9999, added to the server timestamp.</summary>
    public ushort ServerPicoseconds { get; init; }

    public static bool operator ==(DataValue left, DataValue right) => left.Equals(right);

    public static bool operator !=(DataValue left, DataValue right) => !left.Equals(right);

    public bool Equals(DataValue other) =>
        Status == other.Status && _source == other._source && _server == other._server
        && SourcePicoseconds == other.SourcePicoseconds && ServerPicoseconds == other.ServerPicoseconds && Value.Equals(other.Value);

    public override bool Equals(object? obj) => obj is DataValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Value, Status, _source, _server);

    public override string ToString() => Status.IsGood ? Value.ToString() : $"{Value} ({Status})";

    private static long Pack(DateTime? time) => time is { } value ? (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks + 1 : 0;

    private static DateTime? Unpack(long packed) => packed == 0 ? null : new DateTime(packed - 1, DateTimeKind.Utc);
}
