using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The objects that pass events on (Part 3 §7.17, §7.18): an event reaches the Server object, its source when that is a notifier itself,
/// and every notifier from which HasNotifier and HasEventSource references lead to the source. May be used from any thread.
/// </summary>
public sealed class Notifiers
{
    // References up from a source; a longer way can only be a cycle.
    private const int MaxNotifiersOfSource = 1_000;

    private readonly AddressSpace _space;
    private readonly EventIds _ids = new();
    private readonly Lock _gate = new();
    private ImmutableDictionary<NodeId, ImmutableSortedDictionary<long, IEventObserver>> _observers =
        ImmutableDictionary<NodeId, ImmutableSortedDictionary<long, IEventObserver>>.Empty;

    private long _lastPlace;

    internal Notifiers(AddressSpace space) => _space = space;

    /// <summary>Lets clients subscribe to the events of an object, and those of <paramref name="parent"/> see them, too.</summary>
    /// <param name="parent">A notifier; the Server object when not given.</param>
    /// <exception cref="ArgumentException">One of them is no object of the address space.</exception>
    public void Add(NodeId notifier, NodeId? parent = null)
    {
        Object(notifier).EventNotifier |= (byte)EventNotifierType.SubscribeToEvents;
        _space.AddReference(parent ?? ObjectIds.Server, ReferenceTypeIds.HasNotifier, notifier);
    }

    /// <summary>From here on the events of <paramref name="source"/>, an object or variable, reach <paramref name="notifier"/>.</summary>
    /// <exception cref="ArgumentException">One of them is not in the address space.</exception>
    public void AddSource(NodeId notifier, NodeId source) => _space.AddReference(notifier, ReferenceTypeIds.HasEventSource, source);

    /// <summary>Tells everybody who watches. Gives the event's id, which is unique.</summary>
    /// <exception cref="ArgumentException">The severity is not between 1 and 1000, or the type is no event type.</exception>
    public byte[] Report(UaEvent reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        if (reported.Severity is < 1 or > 1000)
        {
            throw new ArgumentException($"Severity {reported.Severity} of an event of {reported.SourceNode}: it must be between 1 and 1000.", nameof(reported));
        }

        if (!_space.Types.Matches(reported.EventType, ObjectTypeIds.BaseEventType))
        {
            throw new ArgumentException($"{reported.EventType} is no event type.", nameof(reported));
        }

        ReportedEvent made = Make(reported);
        Tell(made);
        return made.EventId;
    }

    internal ReportedEvent Make(UaEvent reported, NodeId conditionId = default, bool isInternal = false)
    {
        string name = reported.SourceName ?? (_space.TryGet(reported.SourceNode, out UaNode? source) ? source.DisplayName.Text ?? "" : "");
        return new ReportedEvent(reported, _ids.Next(), name, _space.Time.GetUtcNow().UtcDateTime) { ConditionId = conditionId, IsInternal = isInternal };
    }

    internal void Tell(ReportedEvent made)
    {
        ImmutableDictionary<NodeId, ImmutableSortedDictionary<long, IEventObserver>> observers = Volatile.Read(ref _observers);
        if (observers.IsEmpty)
        {
            return;
        }

        var budget = new FilterBudget();
        foreach (NodeId notifier in NotifiersOf(made.SourceNode))
        {
            if (observers.TryGetValue(notifier, out ImmutableSortedDictionary<long, IEventObserver>? watching))
            {
                foreach ((_, IEventObserver observer) in watching)
                {
                    Tell(observer, made, budget, notifier);
                }
            }
        }
    }

    // Who watches is a client; what goes wrong there is never the reporter's, nor that of the others who watch.
    private void Tell(IEventObserver observer, ReportedEvent made, FilterBudget budget, NodeId notifier)
    {
        try
        {
            observer.OnEvent(made, budget);
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(_space.Logger, exception, notifier);
        }
    }

    internal bool IsNotifier(NodeId id) =>
        _space.TryGet(id, out UaNode? node) && (EventNotifier(node) & (byte)EventNotifierType.SubscribeToEvents) != 0;

    /// <summary>Whether events of the source reach the notifier.</summary>
    internal bool Reaches(NodeId source, NodeId notifier) => NotifiersOf(source).Contains(notifier);

    internal void Attach(NodeId notifier, IEventObserver observer)
    {
        lock (_gate)
        {
            observer.Place = ++_lastPlace;
            ImmutableSortedDictionary<long, IEventObserver> watching = _observers.GetValueOrDefault(notifier, ImmutableSortedDictionary<long, IEventObserver>.Empty);
            Volatile.Write(ref _observers, _observers.SetItem(notifier, watching.Add(observer.Place, observer)));
        }
    }

    internal void Detach(NodeId notifier, IEventObserver observer)
    {
        lock (_gate)
        {
            if (!_observers.TryGetValue(notifier, out ImmutableSortedDictionary<long, IEventObserver>? watching))
            {
                return;
            }

            ImmutableSortedDictionary<long, IEventObserver> left = watching.Remove(observer.Place);
            Volatile.Write(ref _observers, left.IsEmpty ? _observers.Remove(notifier) : _observers.SetItem(notifier, left));
        }
    }

    private static byte EventNotifier(UaNode node) => node switch
    {
        UaObject { EventNotifier: var bits } => bits,
        UaView { EventNotifier: var bits } => bits,
        _ => 0,
    };

    private HashSet<NodeId> NotifiersOf(NodeId source)
    {
        var reached = new HashSet<NodeId> { source, ObjectIds.Server };
        var open = new Queue<NodeId>([source]);
        while (reached.Count < MaxNotifiersOfSource && open.TryDequeue(out NodeId id))
        {
            if (!_space.TryGet(id, out UaNode? node))
            {
                continue;
            }

            foreach (UaReference reference in node.References)
            {
                if (!reference.IsForward && _space.Types.Matches(reference.ReferenceTypeId, ReferenceTypeIds.HasEventSource) && reached.Add(reference.Target))
                {
                    open.Enqueue(reference.Target);
                }
            }
        }

        return reached;
    }

    private UaObject Object(NodeId id) => _space.TryGet(id, out UaNode? node) && node is UaObject found
        ? found
        : throw new ArgumentException($"{id} is no object of the address space.", nameof(id));
}
