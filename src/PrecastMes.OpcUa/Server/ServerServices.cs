using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Services;

namespace PrecastMes.OpcUa.Server;

/// <summary>What all connections of a server share: its options, sessions and service sets, and which request goes to which of them.</summary>
internal sealed class ServerServices
{
    private static readonly HashSet<uint> Supported =
    [
        FindServersRequest.BinaryEncodingId, FindServersOnNetworkRequest.BinaryEncodingId, GetEndpointsRequest.BinaryEncodingId,
        CreateSessionRequest.BinaryEncodingId, ActivateSessionRequest.BinaryEncodingId, CloseSessionRequest.BinaryEncodingId, CancelRequest.BinaryEncodingId,
        BrowseRequest.BinaryEncodingId, BrowseNextRequest.BinaryEncodingId, TranslateBrowsePathsToNodeIdsRequest.BinaryEncodingId,
        RegisterNodesRequest.BinaryEncodingId, UnregisterNodesRequest.BinaryEncodingId,
        ReadRequest.BinaryEncodingId, WriteRequest.BinaryEncodingId, CallRequest.BinaryEncodingId,
        CreateMonitoredItemsRequest.BinaryEncodingId, ModifyMonitoredItemsRequest.BinaryEncodingId, DeleteMonitoredItemsRequest.BinaryEncodingId,
        SetMonitoringModeRequest.BinaryEncodingId, SetTriggeringRequest.BinaryEncodingId,
        CreateSubscriptionRequest.BinaryEncodingId, ModifySubscriptionRequest.BinaryEncodingId, DeleteSubscriptionsRequest.BinaryEncodingId,
        SetPublishingModeRequest.BinaryEncodingId, PublishRequest.BinaryEncodingId, RepublishRequest.BinaryEncodingId,
        TransferSubscriptionsRequest.BinaryEncodingId, HistoryReadRequest.BinaryEncodingId,
    ];

    private readonly DiscoveryServiceSet _discovery;
    private readonly SessionServiceSet _session;
    private readonly ViewServiceSet _view;
    private readonly AttributeServiceSet _attribute;
    private readonly HistoryServiceSet _history;
    private readonly MethodServiceSet _method;
    private readonly MonitoredItemServiceSet _monitoredItem;
    private readonly SubscriptionServiceSet _subscription;

    public ServerServices(OpcUaServerOptions options, AddressSpace space, ILogger logger)
    {
        Options = options;
        Space = space;
        Logger = logger;
        Sessions = new SessionTable(options, Counts, logger);
        Subscriptions = new SubscriptionRegister(options, Counts, logger);
        _discovery = new DiscoveryServiceSet(options, space);
        _session = new SessionServiceSet(options, space, Sessions, _discovery, logger);
        _view = new ViewServiceSet(space, options.Limits);
        _attribute = new AttributeServiceSet(space, options, logger);
        _history = new HistoryServiceSet(space, options.Limits);
        _method = new MethodServiceSet(space, options, logger);
        _monitoredItem = new MonitoredItemServiceSet(space, options, logger);
        var methods = new SubscriptionMethods(Subscriptions);
        methods.BindTo(space);
        new ConditionRefresh(space, methods).BindTo();
        _subscription = new SubscriptionServiceSet(options, Subscriptions);
    }

    public OpcUaServerOptions Options { get; }

    public AddressSpace Space { get; }

    public ILogger Logger { get; }

    public ServerCounts Counts { get; } = new();

    public SessionTable Sessions { get; }

    public SubscriptionRegister Subscriptions { get; }

    /// <summary>UTC of the protocol, whatever time it is in the plant.</summary>
    public DateTime Now => Options.Now;

    public DiscoveryServiceSet Discovery => _discovery;

    public static bool IsSupported(uint encodingId) => Supported.Contains(encodingId);

    public void OnConnectionClosed(ServerConnection connection) => Sessions.OnConnectionClosed(connection);

    /// <summary>Null when the answer comes later, as that to Publish does.</summary>
    public IServiceResponse? Handle(ServiceContext context, IServiceRequest request)
    {
        try
        {
            IServiceResponse? response = Dispatch(context, request);
            if (response is not null)
            {
                response.ResponseHeader = Headers.Good(request.RequestHeader, Now);
            }

            return response;
        }
        catch (OpcUaException exception)
        {
            return Refused(context, request, exception);
        }
        catch (Exception exception)
        {
            Log.RequestFailed(Logger, exception, request.GetType().Name);
            return Fault(request, StatusCodes.BadInternalError);
        }
    }

    /// <summary>A Read, answered from the bytes of its request.</summary>
    /// <param name="request">Behind the type of the message.</param>
    /// <param name="results">Takes the answer.</param>
    public IServiceResponse Read(ServerConnection connection, BinaryDecoder request, ReadResults results)
    {
        uint requestHandle = 0;
        Session? session = null;
        StatusCode refused;
        try
        {
            BinaryDecoder whole = request;
            var header = new EncodedRequestHeader(ref request);
            requestHandle = header.RequestHandle;
            session = CheckSession(header.AuthenticationToken, connection, whole);
            session.Requests.OnReceived(CountedService.Read);
            results.Begin(requestHandle, Now);
            _attribute.Read(session, ref request, results);
            return results;
        }
        catch (OpcUaException exception)
        {
            Counts.OnRequestRejected(exception);
            session?.Requests.OnRefused(CountedService.Read, exception);
            refused = exception.Status;
        }
        catch (Exception exception)
        {
            Log.RequestFailed(Logger, exception, nameof(ReadRequest));
            session?.Requests.OnRefused(CountedService.Read, exception);
            refused = StatusCodes.BadInternalError;
        }

        results.Release();
        return new ServiceFault { ResponseHeader = Headers.Fault(requestHandle, refused, Now) };
    }

    public async Task<IServiceResponse> CallAsync(ServiceContext context, CallRequest request)
    {
        Session? session = null;
        try
        {
            session = Session(context, request);
            session.Requests.OnReceived(CountedService.Call);
            using RunningCalls.Call call = session.RunningCalls.Begin(request.RequestHeader.RequestHandle, context.Connection.Closing);
            CallResponse response = await _method.CallAsync(session, request, call.Token);
            if (!call.IsCancelled)
            {
                return response;
            }

            session.Requests.OnRefused(CountedService.Call);
            return Fault(request, StatusCodes.BadRequestCancelledByClient);
        }
        catch (OpcUaException exception)
        {
            session?.Requests.OnRefused(CountedService.Call, exception);
            return Refused(context, request, exception);
        }
        catch (Exception exception)
        {
            session?.Requests.OnRefused(CountedService.Call, exception);
            Log.RequestFailed(Logger, exception, nameof(CallRequest));
            return Fault(request, StatusCodes.BadInternalError);
        }
    }

    /// <summary>Completes at once but for a wrong password, whose answer waits.</summary>
    public async ValueTask<IServiceResponse> ActivateAsync(ServiceContext context, ActivateSessionRequest request)
    {
        try
        {
            ActivateSessionResponse response = await _session.ActivateAsync(context, request);
            response.ResponseHeader = Headers.Good(request.RequestHeader, Now);
            return response;
        }
        catch (OpcUaException exception)
        {
            return Refused(context, request, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.RequestFailed(Logger, exception, nameof(ActivateSessionRequest));
            return Fault(request, StatusCodes.BadInternalError);
        }
    }

    /// <summary>Of a failed security check the peer learns only that it failed; the log has the rest.</summary>
    private ServiceFault Refused(ServiceContext context, IServiceRequest request, OpcUaException exception)
    {
        if (exception.ToldStatus != exception.Status)
        {
            Log.SecurityCheckFailed(Logger, context.Connection.Id, exception.Message);
        }

        Counts.OnRejected(request, exception);
        return Fault(request, exception.ToldStatus);
    }

    private Session CheckSession(EncodedNodeId token, ServerConnection connection, BinaryDecoder request)
    {
        try
        {
            return Sessions.Get(token, connection);
        }
        catch (OpcUaException)
        {
            // As with every other service, a malformed request is told to be that before it is asked whose it is.
            ReadRequest.Decode(ref request);
            request.ExpectEnd();
            throw;
        }
    }

    private ServiceFault Fault(IServiceRequest request, StatusCode status) =>
        new() { ResponseHeader = Headers.Fault(request.RequestHeader.RequestHandle, status, Now) };

    private Session Session(ServiceContext context, IServiceRequest request) => Sessions.Get(request.RequestHeader.AuthenticationToken, context.Connection);

    private IServiceResponse? Dispatch(ServiceContext context, IServiceRequest request) => request switch
    {
        FindServersRequest r => _discovery.FindServers(context, r),
        FindServersOnNetworkRequest r => _discovery.FindServersOnNetwork(context, r),
        GetEndpointsRequest r => _discovery.GetEndpoints(context, r),
        CreateSessionRequest r => _session.Create(context, r),
        CloseSessionRequest r => _session.Close(context, r),
        _ => Dispatch(context, Session(context, request), request),
    };

    private IServiceResponse? Dispatch(ServiceContext context, Session session, IServiceRequest request)
    {
        CountedService service = SessionRequests.ServiceOf(request);
        session.Requests.OnReceived(service);
        try
        {
            return Answer(context, session, request);
        }
        catch (Exception exception)
        {
            session.Requests.OnRefused(service, exception);
            throw;
        }
    }

    private IServiceResponse? Answer(ServiceContext context, Session session, IServiceRequest request) => request switch
    {
        WriteRequest r => _attribute.Write(session, r),
        HistoryReadRequest r => _history.Read(session, r),
        PublishRequest r => _subscription.Publish(context, session, r),
        RepublishRequest r => SubscriptionServiceSet.Republish(session, r),
        CreateSubscriptionRequest r => _subscription.Create(session, r),
        ModifySubscriptionRequest r => _subscription.Modify(session, r),
        DeleteSubscriptionsRequest r => _subscription.Delete(session, r),
        SetPublishingModeRequest r => _subscription.SetPublishingMode(session, r),
        TransferSubscriptionsRequest r => _subscription.Transfer(session, r),
        CreateMonitoredItemsRequest r => _monitoredItem.Create(session, r),
        ModifyMonitoredItemsRequest r => _monitoredItem.Modify(session, r),
        DeleteMonitoredItemsRequest r => _monitoredItem.Delete(session, r),
        SetMonitoringModeRequest r => _monitoredItem.SetMonitoringMode(session, r),
        SetTriggeringRequest r => _monitoredItem.SetTriggering(session, r),
        BrowseRequest r => _view.Browse(session, r),
        BrowseNextRequest r => _view.BrowseNext(session, r),
        TranslateBrowsePathsToNodeIdsRequest r => _view.Translate(session, r),
        RegisterNodesRequest r => _view.Register(r),
        UnregisterNodesRequest r => _view.Unregister(r),
        CancelRequest r => SessionServiceSet.Cancel(session, r),
        _ => throw new OpcUaException(StatusCodes.BadServiceUnsupported, request.GetType().Name),
    };
}
