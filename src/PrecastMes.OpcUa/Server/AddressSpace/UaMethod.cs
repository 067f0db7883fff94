using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A method of an object. One from a NodeSet can be called once it is bound to a handler.</summary>
public sealed class UaMethod : UaNode
{
    private readonly AddressSpace _space;
    private Func<MethodCall, CancellationToken, ValueTask<CallResult>>? _handler;

    internal UaMethod(AddressSpace space, NodeDefinition definition, ImmutableArray<UaReference> references)
        : base(definition, references) => _space = space;

    /// <summary>The declared input arguments, in order.</summary>
    public IReadOnlyList<Argument> Inputs => Arguments("InputArguments");

    /// <summary>The declared output arguments, in order.</summary>
    public IReadOnlyList<Argument> Outputs => Arguments("OutputArguments");

    /// <summary>Whether a handler is bound; a method without one answers Bad_NotExecutable.</summary>
    public bool IsExecutable => Definition.Executable && _handler is not null;

    /// <param name="handler">Gets as many inputs of the right types as were declared; is cancelled when the caller's link is gone.</param>
    public void Bind(Func<IReadOnlyList<Variant>, CancellationToken, ValueTask<CallResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handler = (call, cancellationToken) => handler(call.Inputs, cancellationToken);
    }

    /// <param name="handler">Gets the object and the user, too; is cancelled when the caller's link is gone or it no longer waits.</param>
    public void Bind(Func<MethodCall, CancellationToken, ValueTask<CallResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handler = handler;
    }

    internal ValueTask<CallResult> InvokeAsync(MethodCall call, CancellationToken cancellationToken) =>
        IsExecutable ? _handler!(call, cancellationToken) : ValueTask.FromResult(CallResult.Refused(StatusCodes.BadNotExecutable));

    internal override DataValue ReadAttribute(uint attributeId) => attributeId is AttributeIds.Executable or AttributeIds.UserExecutable
        ? new DataValue(IsExecutable)
        : base.ReadAttribute(attributeId);

    /// <summary>Part 3 §5.7: the arguments are the value of a property.</summary>
    private Argument[] Arguments(string property)
    {
        foreach (UaReference reference in References)
        {
            if (reference.IsForward
                && reference.ReferenceTypeId == ReferenceTypeIds.HasProperty
                && _space.TryGet(reference.Target, out UaNode? node)
                && node is UaVariable variable
                && variable.BrowseName == new QualifiedName(0, property)
                && variable.Value.Value is ExtensionObject?[] arguments)
            {
                return [.. arguments.Select(argument => argument?.Structure).OfType<Argument>()];
            }
        }

        return [];
    }
}
