namespace PrecastMes.OpcUa.Server;

/// <summary>The nodes of an alarm in the address space, and its events, whose fields they are.</summary>
internal sealed class AlarmNodes
{
    private static readonly TwoStateTexts Enabled = new([new("Enabled", "en"), new("已启用", "zh-CN")], [new("Disabled", "en"), new("已停用", "zh-CN")]);
    private static readonly TwoStateTexts Active = new([new("Active", "en"), new("激活", "zh-CN")], [new("Inactive", "en"), new("未激活", "zh-CN")]);
    private static readonly TwoStateTexts Acked = new([new("Acknowledged", "en"), new("已确认", "zh-CN")], [new("Unacknowledged", "en"), new("未确认", "zh-CN")]);
    private static readonly TwoStateTexts Confirmed = new([new("Confirmed", "en"), new("已核实", "zh-CN")], [new("Unconfirmed", "en"), new("未核实", "zh-CN")]);

    private readonly AddressSpace _space;
    private readonly NodeId _id;
    private readonly AlarmOptions _options;
    private readonly Dictionary<string, UaVariable> _variables = [];
    private readonly Dictionary<string, IReadOnlyList<LocalizedText>> _texts = [];

    public AlarmNodes(AddressSpace space, NodeId id, string browseName, AlarmOptions options, AlarmState state)
    {
        _space = space;
        _id = id;
        _options = options;
        Collect(id, []);
        DateTime now = Now;
        Set("EventType", options.AlarmType);
        Set("SourceNode", options.SourceNode);
        Set("ConditionClassId", options.ConditionClass);
        Set("ConditionClassName", space.TryGet(options.ConditionClass, out UaNode? conditionClass) ? conditionClass.DisplayName : default);
        Set("ConditionSubClassId", Array.Empty<NodeId>());
        Set("ConditionSubClassName", Array.Empty<LocalizedText>());
        Set("NormalState", NodeId.Null);
        Set("ConditionName", options.ConditionName ?? browseName);
        Set("BranchId", NodeId.Null);
        Set("InputNode", options.InputNode);
        Set("SuppressedOrShelved", false);
        Set("Quality", StatusCodes.Good);
        Set("Quality/SourceTimestamp", now);
        SetComment(new LocalizedText(""), "", now);
        SetTwoState("EnabledState", Enabled, state.IsEnabled, now, force: true);
        SetTwoState("ActiveState", Active, state.IsActive, now, force: true);
        SetTwoState("AckedState", Acked, state.IsAcked, now, force: true);
        SetTwoState("ConfirmedState", Confirmed, state.IsConfirmed, now, force: true);
    }

    private DateTime Now => _space.Time.GetUtcNow().UtcDateTime;

    /// <summary>A comment without text and locale leaves the one that is there (Part 9 §5.5.6).</summary>
    public void SetComment(LocalizedText comment, string user, DateTime now)
    {
        if (comment.Text is not null || comment.Locale is not null)
        {
            Set("Comment", comment);
            Set("Comment/SourceTimestamp", now);
        }

        Set("ClientUserId", user);
    }

    /// <summary>Shows the state in the nodes and gives the event that tells of it.</summary>
    public ReportedEvent Show(AlarmState state, DateTime? time)
    {
        ReportedEvent made = _space.Notifiers.Make(
            new UaEvent
            {
                EventType = _options.AlarmType,
                SourceNode = _options.SourceNode,
                SourceName = _options.SourceName,
                Time = time,
                Message = state.Message,
                Severity = state.Severity,
            },
            _id);
        DateTime now = time ?? Now;
        SetTwoState("EnabledState", Enabled, state.IsEnabled, now);
        SetTwoState("ActiveState", Active, state.IsActive, now);
        SetTwoState("AckedState", Acked, state.IsAcked, now);
        SetTwoState("ConfirmedState", Confirmed, state.IsConfirmed, now);
        Set("Retain", state.Retain);
        if (Get("LastSeverity") != state.LastSeverity)
        {
            Set("LastSeverity", state.LastSeverity);
            Set("LastSeverity/SourceTimestamp", now);
        }

        foreach (string name in new[] { "EventId", "SourceName", "Time", "ReceiveTime", "Message", "Severity" })
        {
            made.TryGet(EventPath.Key(name), out EventField field);
            Set(name, field.Value);
        }

        foreach ((string key, UaVariable variable) in _variables)
        {
            made.TrySet(key, _texts.TryGetValue(key, out IReadOnlyList<LocalizedText>? texts) ? EventField.Of(texts) : new EventField(variable.Value));
        }

        return made;
    }

    private void SetTwoState(string name, TwoStateTexts texts, bool value, DateTime now, bool force = false)
    {
        if (!force && Get(name + "/Id") == value)
        {
            return;
        }

        _texts[EventPath.Key(name)] = value ? texts.True : texts.False;
        Set(name, (value ? texts.True : texts.False)[0]);
        Set(name + "/Id", value);
        Set(name + "/TransitionTime", now);
    }

    private Variant Get(string path) => _variables.TryGetValue(EventPath.Key(path), out UaVariable? variable) ? variable.Value : Variant.Null;

    private void Set(string path, Variant value)
    {
        if (_variables.TryGetValue(EventPath.Key(path), out UaVariable? variable))
        {
            variable.Value = value;
        }
    }

    private void Collect(NodeId owner, QualifiedName[] path)
    {
        if (!_space.TryGet(owner, out UaNode? node))
        {
            return;
        }

        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && _space.Types.Matches(reference.ReferenceTypeId, ReferenceTypeIds.Aggregates)
                && _space.TryGet(reference.Target, out UaNode? child) && child is UaVariable variable)
            {
                QualifiedName[] childPath = [.. path, child.BrowseName];
                _variables[EventPath.Key(childPath)] = variable;
                Collect(child.NodeId, childPath);
            }
        }
    }
}
