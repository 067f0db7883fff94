namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The methods of ConditionType and AcknowledgeableConditionType (Part 9 §5.5, §5.7). A condition need not be in the address space, so
/// the type's own method nodes may be called; some servers have only bound the condition's, which is taken where there is one.
/// </summary>
internal static class ConditionCalls
{
    public static NodeId ConditionRefresh { get; } = new(0, 3875u);

    public static Task<CallResult> AcknowledgeAsync(OpcUaClient client, NodeId condition, byte[] eventId, LocalizedText comment, CancellationToken cancellationToken) =>
        CallAsync(client, condition, "Acknowledge", new NodeId(0, 9111u), [eventId, comment], cancellationToken);

    public static Task<CallResult> ConfirmAsync(OpcUaClient client, NodeId condition, byte[] eventId, LocalizedText comment, CancellationToken cancellationToken) =>
        CallAsync(client, condition, "Confirm", new NodeId(0, 9113u), [eventId, comment], cancellationToken);

    private static async Task<CallResult> CallAsync(
        OpcUaClient client, NodeId condition, string name, NodeId ofType, Variant[] inputs, CancellationToken cancellationToken)
    {
        NodeId? own = null;
        try
        {
            own = await client.TranslateAsync(condition, "/" + name, cancellationToken);
        }
        catch (OpcUaException exception) when (exception.Status.IsSameCode(StatusCodes.BadNodeIdUnknown) || exception.Status.IsSameCode(StatusCodes.BadNodeIdInvalid))
        {
            // The server does not show its conditions.
        }

        return await client.CallAsync(condition, own ?? ofType, inputs, cancellationToken);
    }
}
