using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A variable or property. All members may be used from any thread.</summary>
public sealed class UaVariable : UaNode
{
    private readonly Lock _gate = new();
    private readonly AddressSpace _space;
    private readonly Func<Variant, StatusCode>? _onWrite;
    private Func<Variant>? _compute;
    private SharedValue? _shared;
    private DataValue _current;
    private ValueObservers _observers;

    internal UaVariable(AddressSpace space, NodeDefinition definition, ImmutableArray<UaReference> references, Variant initial, Func<Variant, StatusCode>? onWrite = null, Func<Variant>? compute = null)
        : base(definition, references)
    {
        _space = space;
        _onWrite = onWrite;
        _compute = compute;
        AccessLevel = (AccessLevelExType)definition.AccessLevel;
        _current = new DataValue(initial, StatusCodes.Good, space.Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>The data type of the value, or of its elements.</summary>
    public NodeId DataType => Definition.DataType;

    /// <summary>−1 scalar, 1 array, −2 any (Part 3 §5.6.2).</summary>
    public int ValueRank => Definition.ValueRank;

    /// <summary>Whether clients may write it.</summary>
    public bool IsWritable => AccessLevel.HasFlag(AccessLevelExType.CurrentWrite);

    /// <summary>
    /// What clients may do with the value, apart from permissions of their roles (Part 3 §8.58). With StatusWrite they may write a status
    /// with it, with TimestampWrite a source timestamp; without, both come from the process behind the variable alone.
    /// </summary>
    public AccessLevelExType AccessLevel { get; set; }

    /// <summary>What keeps its values for HistoryRead; null when nothing does.</summary>
    internal IValueHistory? History { get; private set; }

    internal bool IsReadable => AccessLevel.HasFlag(AccessLevelExType.CurrentRead);

    /// <summary>Setting it stamps the source time and tells the monitored items, when the value is another one.</summary>
    public Variant Value
    {
        get => Current.Value;
        set
        {
            lock (_gate)
            {
                if (_current.Value != value)
                {
                    Apply(new DataValue(value, _current.Status, Now()));
                }
            }
        }
    }

    /// <summary>The quality that goes with the value.</summary>
    public StatusCode Status
    {
        get => Current.Status;
        set
        {
            lock (_gate)
            {
                if (_current.Status != value)
                {
                    Apply(new DataValue(_current.Value, value, Now()));
                }
            }
        }
    }

    /// <summary>Value, status and source time at one moment.</summary>
    public DataValue Current
    {
        get
        {
            if (_compute is { } compute)
            {
                return new DataValue(compute(), StatusCodes.Good, Now());
            }

            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>From now on every value is kept, the current one first.</summary>
    internal void Keep(IValueHistory history)
    {
        if (IsComputed)
        {
            throw new InvalidOperationException($"{NodeId} ({BrowseName}) is worked out at each read; nobody tells of its changes.");
        }

        lock (_gate)
        {
            history.Append(_current);
            History = history;
            AccessLevel |= AccessLevelExType.HistoryRead;
        }
    }

    /// <summary>True when the value is worked out at each read and nobody is told of changes: monitored items must poll it.</summary>
    internal bool IsComputed => _compute is not null;

    /// <summary>From now on the value is worked out at each read.</summary>
    internal void Bind(Func<Variant> compute) => _compute = compute;

    /// <summary>As <see cref="Bind"/>, for what takes so long that it should not be worked out for each of many reads.</summary>
    internal void BindShared(Func<Variant> compute)
    {
        var shared = new SharedValue(compute);
        _shared = shared;
        _compute = () => shared.Since(SharedValue.Now);
    }

    /// <summary><see cref="Current"/> for a request that may read the variable many times.</summary>
    /// <param name="askedAt">0 at the begin of the request; when it first came upon a value that takes long.</param>
    internal DataValue CurrentFor(ref long askedAt)
    {
        if (_shared is not { } shared)
        {
            return Current;
        }

        askedAt = askedAt == 0 ? SharedValue.Now : askedAt;
        return new DataValue(shared.Since(askedAt), StatusCodes.Good, Now());
    }

    /// <summary><see cref="Current"/> for a monitored item.</summary>
    internal DataValue Sampled => _shared is { } shared ? new DataValue(shared.Since(SharedValue.NewEnoughForSample), StatusCodes.Good, Now()) : Current;

    /// <summary>Sets value and source time (UTC) together, with Good status.</summary>
    public void Set(Variant value, DateTime sourceTimestamp) => Set(new DataValue(value, StatusCodes.Good, sourceTimestamp));

    /// <summary>Sets value, status and source time together.</summary>
    public void Set(DataValue value)
    {
        lock (_gate)
        {
            Apply(value.SourceTimestamp is null ? value with { SourceTimestamp = Now() } : value);
        }
    }

    /// <summary>A client's write of the Value attribute, which it may write at all.</summary>
    internal StatusCode Write(DataValue given, NumericRange range)
    {
        bool hasTimes = given.SourceTimestamp is not null || given.ServerTimestamp is not null;
        if ((given.Status.Code != 0 && !AccessLevel.HasFlag(AccessLevelExType.StatusWrite)) || (hasTimes && !AccessLevel.HasFlag(AccessLevelExType.TimestampWrite)))
        {
            return StatusCodes.BadWriteNotSupported;
        }

        Variant value = given.Value;
        if (!range.IsWhole)
        {
            StatusCode merged = range.Replace(Current.Value, value, out value);
            if (merged.IsBad)
            {
                return merged;
            }
        }

        // Where a client may say that the value is bad it may do so without one.
        bool isBadWithoutValue = given.Status.IsBad && value.IsNull;
        if (!isBadWithoutValue && !_space.DataTypes.Accepts(DataType, ValueRank, value))
        {
            return StatusCodes.BadTypeMismatch;
        }

        // Outside the lock: the handler is foreign code and may set this or other variables.
        StatusCode status = _onWrite?.Invoke(value) ?? StatusCodes.Good;
        if (status.IsBad)
        {
            return status;
        }

        if (given.Status.Code != 0 || given.SourceTimestamp is not null)
        {
            Set(new DataValue(value, given.Status, given.SourceTimestamp));
        }
        else
        {
            Overwrite(value);
        }

        return status;
    }

    /// <summary>From the current value on, the observer sees every change and misses none.</summary>
    internal void Attach(IValueObserver observer)
    {
        DataValue computed = IsComputed ? Sampled : default;
        lock (_gate)
        {
            _observers.Add(observer);
            ValueObservers.Tell(observer, IsComputed ? computed : _current, NodeId, _space.Logger);
        }
    }

    internal void Detach(IValueObserver observer)
    {
        lock (_gate)
        {
            _observers.Remove(observer);
        }
    }

    internal override DataValue ReadAttribute(uint attributeId) => attributeId switch
    {
        AttributeIds.DataType => new DataValue(DataType),
        AttributeIds.ValueRank => new DataValue(ValueRank),
        AttributeIds.ArrayDimensions => new DataValue(Definition.ArrayDimensions is { } dimensions ? dimensions : ValueRank > 0 ? new uint[ValueRank] : Variant.Null),
        AttributeIds.AccessLevel or AttributeIds.UserAccessLevel => new DataValue((byte)AccessLevel),
        AttributeIds.AccessLevelEx => new DataValue((uint)AccessLevel),
        AttributeIds.MinimumSamplingInterval => new DataValue(Definition.MinimumSamplingInterval),
        AttributeIds.Historizing => new DataValue(History is not null),
        _ => base.ReadAttribute(attributeId),
    };

    /// <summary>As setting the value, and a status that a client wrote before is Good again.</summary>
    private void Overwrite(Variant value)
    {
        lock (_gate)
        {
            StatusCode status = AccessLevel.HasFlag(AccessLevelExType.StatusWrite) ? StatusCodes.Good : _current.Status;
            if (_current.Value != value || _current.Status != status)
            {
                Apply(new DataValue(value, status, Now()));
            }
        }
    }

    private DateTime Now() => _space.Time.GetUtcNow().UtcDateTime;

    private void Apply(DataValue value)
    {
        _current = value;
        History?.Append(value);
        _observers.Tell(value, NodeId, _space.Logger);
    }
}
