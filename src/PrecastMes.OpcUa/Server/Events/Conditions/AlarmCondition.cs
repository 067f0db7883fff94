namespace PrecastMes.OpcUa.Server;

/// <summary>
/// An alarm (Part 9 §5.8) with its nodes, methods and events, such as a fault of a station. The program raises and clears it, users
/// acknowledge and confirm it through its methods. May be used from any thread.
/// </summary>
public sealed class AlarmCondition
{
    // Events whose ids a user may still name in a comment.
    private const int MaxKnownEvents = 32;

    private readonly AddressSpace _space;
    private readonly AlarmOptions _options;
    private readonly AlarmNodes _nodes;
    private readonly Lock _gate = new();
    private readonly Queue<(byte[] EventId, uint Occurrence)> _known = new();
    private AlarmState _state = new();
    private ReportedEvent? _last;

    internal AlarmCondition(AddressSpace space, NodeId id, string browseName, AlarmOptions options)
    {
        _space = space;
        _options = options;
        NodeId = id;
        _nodes = new AlarmNodes(space, id, browseName, options, _state);

        // No event was told, yet whoever reads the nodes finds whole values and an EventId that a comment may name.
        _known.Enqueue((_nodes.Show(_state, time: null).EventId, _state.Occurrence));
        Bind("Enable", (state, _) => (state.Enable(out AlarmState next), next));
        Bind("Disable", (state, _) => (state.Disable(out AlarmState next), next));
        Bind("AddComment", (state, occurrence) => (state.Comment(occurrence), state));
        Bind("Acknowledge", (state, occurrence) => (state.Acknowledge(occurrence, options.SupportsConfirm, out AlarmState next), next));
        if (options.SupportsConfirm)
        {
            Bind("Confirm", (state, occurrence) => (state.Confirm(occurrence, out AlarmState next), next));
        }
    }

    /// <summary>The ConditionId.</summary>
    public NodeId NodeId { get; }

    /// <summary>The fault is there (Part 9 §5.8.2).</summary>
    public bool IsActive => State.IsActive;

    /// <summary>Somebody took note of it (Part 9 §5.7.2).</summary>
    public bool IsAcked => State.IsAcked;

    /// <summary>Somebody saw to it; always true where the alarm needs no confirmation (Part 9 §5.7.2).</summary>
    public bool IsConfirmed => State.IsConfirmed;

    /// <summary>It reports events (Part 9 §5.5.2).</summary>
    public bool IsEnabled => State.IsEnabled;

    /// <summary>The event that tells the present state; null when clients need not know of it.</summary>
    internal ReportedEvent? Retained
    {
        get
        {
            lock (_gate)
            {
                return _state.Retain ? _last : null;
            }
        }
    }

    internal NodeId SourceNode => _options.SourceNode;

    private AlarmState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>The fault is there. Raised again with another severity or message it is a new one, which is to be acknowledged anew.</summary>
    /// <param name="severity">1 to 1000.</param>
    /// <param name="message">One text for each locale.</param>
    /// <param name="time">When it came, UTC; now when not given.</param>
    public void Raise(ushort severity, IReadOnlyList<LocalizedText> message, DateTime? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, 1000);
        ArgumentNullException.ThrowIfNull(message);
        Change(state => state.Raised(severity, message), time);
    }

    /// <summary>The fault is gone; the alarm stays until it is acknowledged.</summary>
    /// <param name="message">One text for each locale; none leaves the last one.</param>
    /// <param name="time">When it went, UTC; now when not given.</param>
    public void Clear(IReadOnlyList<LocalizedText>? message = null, DateTime? time = null) => Change(state => state.Cleared(message ?? []), time);

    private void Change(Func<AlarmState, AlarmState> transition, DateTime? time)
    {
        lock (_gate)
        {
            AlarmState next = transition(_state);
            if (next != _state)
            {
                // A disabled alarm follows its fault in silence (Part 9 §5.5.2).
                bool isTold = _state.IsEnabled;
                _state = next;
                if (isTold)
                {
                    Tell(time);
                }
            }
        }
    }

    // In the lock: the events are told in the order of the changes. Whoever hears them only queues them.
    private void Tell(DateTime? time)
    {
        _last = _nodes.Show(_state, time);
        _known.Enqueue((_last.EventId, _state.Occurrence));
        if (_known.Count > MaxKnownEvents)
        {
            _known.Dequeue();
        }

        _space.Notifiers.Tell(_last);
    }

    private void Bind(string method, Func<AlarmState, uint?, (StatusCode Status, AlarmState Next)> transition) =>
        ((UaMethod)_space.Member(NodeId, method)).Bind((call, _) => ValueTask.FromResult(Operate(method, call, transition)));

    private CallResult Operate(string method, MethodCall call, Func<AlarmState, uint?, (StatusCode Status, AlarmState Next)> transition)
    {
        if (_options.MayOperate?.Invoke(call.User) == false)
        {
            return CallResult.Refused(StatusCodes.BadUserAccessDenied, $"{method} of {NodeId} is not for {call.User.Name}");
        }

        LocalizedText comment = call.Inputs.Count > 1 ? call.Inputs[1].Get<LocalizedText>() : default;
        lock (_gate)
        {
            uint? occurrence = call.Inputs.Count > 0 && call.Inputs[0].Value is byte[] eventId ? OccurrenceOf(eventId) : null;
            (StatusCode status, AlarmState next) = transition(_state, occurrence);
            if (status.IsBad)
            {
                return CallResult.Refused(status);
            }

            _state = next;
            _nodes.SetComment(comment, call.User.Name, _space.Time.GetUtcNow().UtcDateTime);
            Tell(time: null);
        }

        _options.OnOperated?.Invoke(new AlarmOperation(this, method, call.User, comment));
        return CallResult.Good();
    }

    private uint? OccurrenceOf(byte[] eventId)
    {
        foreach ((byte[] known, uint occurrence) in _known)
        {
            if (known.AsSpan().SequenceEqual(eventId))
            {
                return occurrence;
            }
        }

        return null;
    }
}
