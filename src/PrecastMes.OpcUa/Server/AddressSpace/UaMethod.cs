namespace PrecastMes.OpcUa.Server;

/// <summary>A method of an object.</summary>
public sealed class UaMethod : UaNode
{
    private readonly Func<IReadOnlyList<Variant>, CancellationToken, ValueTask<CallResult>> _handler;

    internal UaMethod(
        NodeId nodeId,
        QualifiedName browseName,
        LocalizedText displayName,
        Argument[] inputs,
        Argument[] outputs,
        Func<IReadOnlyList<Variant>, CancellationToken, ValueTask<CallResult>> handler)
        : base(nodeId, NodeClass.Method, browseName, displayName)
    {
        Inputs = inputs;
        Outputs = outputs;
        _handler = handler;
    }

    public IReadOnlyList<Argument> Inputs { get; }

    public IReadOnlyList<Argument> Outputs { get; }

    internal ValueTask<CallResult> InvokeAsync(IReadOnlyList<Variant> inputs, CancellationToken cancellationToken) => _handler(inputs, cancellationToken);

    internal override DataValue ReadAttribute(uint attributeId) => attributeId is AttributeIds.Executable or AttributeIds.UserExecutable
        ? new DataValue(true)
        : base.ReadAttribute(attributeId);
}
