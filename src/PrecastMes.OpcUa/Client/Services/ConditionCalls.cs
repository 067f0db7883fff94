namespace PrecastMes.OpcUa.Client;

/// <summary>The methods of ConditionType and AcknowledgeableConditionType, which are called on the type's own method nodes (Part 9 §5.5, §5.7).</summary>
internal static class ConditionCalls
{
    public static NodeId ConditionRefresh { get; } = new(0, 3875u);

    public static NodeId AddComment { get; } = new(0, 9029u);

    public static NodeId Acknowledge { get; } = new(0, 9111u);

    public static NodeId Confirm { get; } = new(0, 9113u);
}
