using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Call (Part 4 §5.12).</summary>
internal sealed class MethodServiceSet(AddressSpace space, ServerLimits limits, ILogger logger)
{
    public async Task<CallResponse> CallAsync(CallRequest request, CancellationToken cancellationToken)
    {
        CallMethodRequest[] calls = Operations.Check(request.MethodsToCall, limits.MaxNodesPerCall);
        var results = new CallMethodResult[calls.Length];
        for (int i = 0; i < calls.Length; i++)
        {
            results[i] = await CallAsync(calls[i], cancellationToken);
        }

        return new CallResponse { Results = results };
    }

    private async Task<CallMethodResult> CallAsync(CallMethodRequest call, CancellationToken cancellationToken)
    {
        if (!space.TryGet(call.ObjectId, out UaNode? target))
        {
            return Refused(StatusCodes.BadNodeIdUnknown);
        }

        if (!space.TryGet(call.MethodId, out UaNode? node) || node is not UaMethod method || !HasMethod(target, call.MethodId))
        {
            return Refused(StatusCodes.BadMethodInvalid);
        }

        Variant[] inputs = call.InputArguments ?? [];
        if (inputs.Length != method.Inputs.Count)
        {
            return Refused(inputs.Length < method.Inputs.Count ? StatusCodes.BadArgumentsMissing : StatusCodes.BadTooManyArguments);
        }

        StatusCode[] arguments = [.. method.Inputs.Zip(inputs, CheckArgument)];
        if (arguments.Any(status => status.IsBad))
        {
            return new CallMethodResult { StatusCode = StatusCodes.BadInvalidArgument, InputArgumentResults = arguments };
        }

        try
        {
            CallResult result = await method.InvokeAsync(inputs, cancellationToken);
            return new CallMethodResult
            {
                StatusCode = result.Status,
                InputArgumentResults = [.. result.InputArgumentResults],
                OutputArguments = [.. result.Outputs],
            };
        }
        catch (OpcUaException exception)
        {
            return Refused(exception.Status);
        }
        catch (OperationCanceledException)
        {
            return Refused(StatusCodes.BadRequestCancelledByClient);
        }
        catch (Exception exception)
        {
            Log.MethodFailed(logger, exception, call.MethodId);
            return Refused(StatusCodes.BadInternalError);
        }
    }

    private static CallMethodResult Refused(StatusCode status) => new() { StatusCode = status };

    private static bool HasMethod(UaNode target, NodeId method) =>
        target.References.Any(reference => reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasComponent && reference.Target == method);

    private StatusCode CheckArgument(Argument declared, Variant given) =>
        space.DataTypes.Accepts(declared.DataType, declared.ValueRank, given) ? StatusCodes.Good : StatusCodes.BadTypeMismatch;
}
