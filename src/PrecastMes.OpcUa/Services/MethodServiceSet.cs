using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Call (Part 4 §5.12).</summary>
internal sealed class MethodServiceSet(AddressSpace space, OpcUaServerOptions options, ILogger logger)
{
    // Milliseconds. Clients that mean "for ever" send one more, which no timer takes.
    private const uint LongestTimer = uint.MaxValue - 1;

    /// <param name="cancellationToken">Of the connection; a call ends earlier when the client said how long it waits.</param>
    public async Task<CallResponse> CallAsync(Session session, CallRequest request, CancellationToken cancellationToken)
    {
        CallMethodRequest[] calls = Operations.Check(request.MethodsToCall, options.Limits.MaxNodesPerCall);
        RequestHeader header = request.RequestHeader;
        using CancellationTokenSource? patience = header.TimeoutHint == 0
            ? null
            : new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Min(header.TimeoutHint, LongestTimer)), options.IntervalTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience?.Token ?? CancellationToken.None);
        var results = new CallMethodResult[calls.Length];
        var diagnostics = new OperationDiagnostics(header.ReturnDiagnostics, calls.Length);
        for (int i = 0; i < calls.Length; i++)
        {
            CallResult result = await CallAsync(session, calls[i], either.Token);
            if (result.Status == StatusCodes.BadRequestCancelledByClient && patience?.IsCancellationRequested == true)
            {
                result = CallResult.Refused(StatusCodes.BadTimeout, "the client's time was over");
            }

            diagnostics.Add(i, result.Status, result.Reason);
            results[i] = new CallMethodResult
            {
                StatusCode = result.Status,
                InputArgumentResults = [.. result.InputArgumentResults],
                OutputArguments = [.. result.Outputs],
            };
        }

        return new CallResponse
        {
            Results = results,
            DiagnosticInfos = diagnostics.Infos,
            ResponseHeader = new ResponseHeader
            {
                RequestHandle = header.RequestHandle,
                Timestamp = options.Now,
                StringTable = diagnostics.StringTable,
            },
        };
    }

    private async Task<CallResult> CallAsync(Session session, CallMethodRequest call, CancellationToken cancellationToken)
    {
        if (!space.TryGet(call.ObjectId, out UaNode? target))
        {
            return CallResult.Refused(StatusCodes.BadNodeIdUnknown, $"there is no object {call.ObjectId}");
        }

        if (MethodOf(target, call.MethodId) is not { } method)
        {
            return CallResult.Refused(StatusCodes.BadMethodInvalid, $"{call.ObjectId} has no method {call.MethodId}");
        }

        // Part 3 §8.55: the role needs it on the object and on the method.
        AccessContext caller = session.Access;
        StatusCode allowed = space.Access.Check(target, caller, PermissionType.Call);
        if (allowed.IsBad || (allowed = space.Access.Check(method, caller, PermissionType.Call)).IsBad)
        {
            return CallResult.Refused(allowed, $"the roles of {session.User.Name} or the channel don't allow {call.MethodId}");
        }

        if (!method.IsExecutable)
        {
            return CallResult.Refused(StatusCodes.BadNotExecutable, $"{call.MethodId} can't be called here");
        }

        if (CheckArguments(method, call.InputArguments ?? []) is { } refusal)
        {
            return refusal;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await method.InvokeAsync(new MethodCall(call.ObjectId, call.InputArguments ?? [], session), cancellationToken);
        }
        catch (OpcUaException exception)
        {
            return CallResult.Refused(exception.Status, exception.Reason);
        }
        catch (OperationCanceledException)
        {
            return CallResult.Refused(StatusCodes.BadRequestCancelledByClient);
        }
        catch (Exception exception)
        {
            Log.MethodFailed(logger, exception, call.MethodId);
            return CallResult.Refused(StatusCodes.BadInternalError);
        }
    }

    /// <summary>
    /// Part 4 §5.12.2.2: a method is a component of the object or of its type. Called by the type's id, an object that has its own method
    /// of that name runs its own.
    /// </summary>
    private UaMethod? MethodOf(UaNode target, NodeId methodId)
    {
        if (!space.TryGet(methodId, out UaNode? node) || node is not UaMethod method)
        {
            return null;
        }

        if (Methods(target).Any(own => own.NodeId == methodId))
        {
            return method;
        }

        UaReference type = target.References.FirstOrDefault(reference => reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasTypeDefinition);
        foreach (NodeId id in space.Types.WithSupertypes(type.Target))
        {
            if (space.TryGet(id, out UaNode? declaring) && Methods(declaring).Any(declared => declared.NodeId == methodId))
            {
                return Methods(target).FirstOrDefault(own => own.BrowseName == method.BrowseName) ?? method;
            }
        }

        return null;
    }

    private IEnumerable<UaMethod> Methods(UaNode node)
    {
        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && space.Types.Matches(reference.ReferenceTypeId, ReferenceTypeIds.HasComponent)
                && space.TryGet(reference.Target, out UaNode? child) && child is UaMethod method)
            {
                yield return method;
            }
        }
    }

    private CallResult? CheckArguments(UaMethod method, Variant[] inputs)
    {
        IReadOnlyList<Argument> declared = method.Inputs;
        if (inputs.Length != declared.Count)
        {
            return CallResult.Refused(
                inputs.Length < declared.Count ? StatusCodes.BadArgumentsMissing : StatusCodes.BadTooManyArguments, $"{inputs.Length} arguments for {declared.Count}");
        }

        StatusCode[] results = [.. declared.Zip(inputs, CheckArgument)];
        int wrong = Array.FindIndex(results, status => status.IsBad);
        return wrong < 0 ? null : CallResult.Refused(StatusCodes.BadInvalidArgument, $"argument {declared[wrong].Name}") with { InputArgumentResults = results };
    }

    private StatusCode CheckArgument(Argument declared, Variant given) =>
        space.DataTypes.Accepts(declared.DataType, declared.ValueRank, given) ? StatusCodes.Good : StatusCodes.BadTypeMismatch;
}
