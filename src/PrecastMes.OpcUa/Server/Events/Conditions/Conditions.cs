using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Server;

/// <summary>The conditions of an address space (Part 9).</summary>
public sealed class Conditions
{
    private readonly AddressSpace _space;
    private readonly ConcurrentDictionary<NodeId, AlarmCondition> _alarms = new();

    internal Conditions(AddressSpace space) => _space = space;

    internal bool Any => !_alarms.IsEmpty;

    /// <summary>Adds an alarm below <paramref name="parent"/>, with nodes for its states and methods to operate it.</summary>
    /// <exception cref="ArgumentException">The id is taken, or parent, source or a type is not there.</exception>
    public AlarmCondition AddAlarm(NodeId id, NodeId parent, string browseName, AlarmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!_space.Types.Matches(options.AlarmType, ObjectTypeIds.AlarmConditionType))
        {
            throw new ArgumentException($"{options.AlarmType} is no alarm type.", nameof(options));
        }

        List<string> optional = ["EnabledState/TransitionTime", "ActiveState/TransitionTime", "AckedState/TransitionTime"];
        if (options.SupportsConfirm)
        {
            optional.AddRange(["ConfirmedState", "ConfirmedState/TransitionTime", "Confirm"]);
        }

        _space.Instantiate(id, parent, browseName, options.AlarmType, new InstanceOptions { Optional = optional });
        _space.AddReference(options.SourceNode, ReferenceTypeIds.HasCondition, id);
        var alarm = new AlarmCondition(_space, id, browseName, options);
        _alarms[id] = alarm;
        return alarm;
    }

    /// <summary>The present states that reach a notifier and that clients should show.</summary>
    internal IEnumerable<ReportedEvent> Retained(NodeId notifier)
    {
        foreach (AlarmCondition alarm in _alarms.Values)
        {
            if (alarm.Retained is { } state && _space.Notifiers.Reaches(alarm.SourceNode, notifier))
            {
                yield return state;
            }
        }
    }
}
