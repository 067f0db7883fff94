namespace PrecastMes.OpcUa.Server;

/// <summary>What an alarm stands for and who may operate it (Part 9 §5.8).</summary>
public sealed record AlarmOptions
{
    /// <summary>The node that has the fault, such as a station. Notifiers above it pass the alarm's events on.</summary>
    public required NodeId SourceNode { get; init; }

    /// <summary>The source's name for people; its display name when not given.</summary>
    public string? SourceName { get; init; }

    /// <summary>AlarmConditionType or a subtype.</summary>
    public NodeId AlarmType { get; init; } = ObjectTypeIds.OffNormalAlarmType;

    /// <summary>The same for all alarms of one kind at different sources; the browse name when not given.</summary>
    public string? ConditionName { get; init; }

    /// <summary>BaseConditionClassType or a subtype, such as ProcessConditionClassType (Part 9 §5.9).</summary>
    public NodeId ConditionClass { get; init; } = ObjectTypeIds.ProcessConditionClassType;

    /// <summary>The variable whose value makes the alarm, when there is one.</summary>
    public NodeId InputNode { get; init; }

    /// <summary>Whether an acknowledged alarm is to be confirmed, too.</summary>
    public bool SupportsConfirm { get; init; } = true;

    /// <summary>Asked before a user enables, disables, comments, acknowledges or confirms it; null lets everybody.</summary>
    public Func<SessionUser, bool>? MayOperate { get; init; }

    /// <summary>Told after a user did something to it; must not take long.</summary>
    public Action<AlarmOperation>? OnOperated { get; init; }
}
