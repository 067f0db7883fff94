using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Call (Part 4 §5.12).</summary>
public sealed class MethodTests : IAsyncDisposable
{
    private readonly PublishingClock _clock = new();
    private PlantServer _server = null!;
    private WireSession _session = null!;

    [Fact]
    public async Task Each_argument_that_does_not_fit_is_named()
    {
        await BeginAsync();
        NodeId add = _server.Id("Line.Add");

        CallMethodResult[] results = await CallAsync(
            0,
            WireSession.Call(_server.Line, add, 1, 2),
            WireSession.Call(_server.Line, add, 1, "2"),
            WireSession.Call(_server.Line, add, 1),
            WireSession.Call(_server.Line, add, 1, 2, 3),
            WireSession.Call(ObjectIds.Server, add, 1, 2),
            WireSession.Call(_server.Line, _server.Counter.NodeId),
            WireSession.Call(_server.Id("Nothing"), add, 1, 2));

        Assert.Equal(
            ["Good", "BadInvalidArgument", "BadArgumentsMissing", "BadTooManyArguments", "BadMethodInvalid", "BadMethodInvalid", "BadNodeIdUnknown"],
            results.Select(result => StatusCodes.NameOf(result.StatusCode.Code)));
        Assert.Equal([3], results[0].OutputArguments!.Select(output => output.Get<int>()));
        Assert.Equal([StatusCodes.Good, StatusCodes.BadTypeMismatch], results[1].InputArgumentResults!);
        Assert.All(results.Where((_, i) => i != 1), result => Assert.Empty(result.InputArgumentResults ?? []));
    }

    [Fact]
    public async Task A_method_of_a_type_acts_on_the_object_that_it_is_called_on()
    {
        await BeginAsync();
        NodeId type = ObjectTypeIds.OffNormalAlarmType;
        var seen = new List<NodeId>();
        foreach (string name in new[] { "One", "Two" })
        {
            NodeId id = _server.Space.Instantiate(_server.Id(name), _server.Line, name, type).NodeId;
            ((UaMethod)_server.Space.Member(id, "Enable")).Bind((call, _) =>
            {
                seen.Add(call.ObjectId);
                return ValueTask.FromResult(CallResult.Good());
            });
        }

        // Enable is declared by ConditionType, three types above.
        NodeId enable = new(0, 9027u);
        CallMethodResult[] results = await CallAsync(
            0,
            WireSession.Call(_server.Id("Two"), enable),
            WireSession.Call(_server.Id("One"), enable),
            WireSession.Call(_server.Id("One"), new NodeId(0, 9028u)),
            WireSession.Call(_server.Line, enable));

        Assert.Equal([_server.Id("Two"), _server.Id("One")], seen);
        Assert.Equal(["Good", "Good", "BadNotExecutable", "BadMethodInvalid"], results.Select(result => StatusCodes.NameOf(result.StatusCode.Code)));
    }

    [Theory]
    [InlineData(0u, null, null, null)]
    [InlineData(0x40u, null, "the pallet is locked", null)]
    [InlineData(0x80u, null, null, "the pallet is locked")]
    [InlineData(0xE0u, "BadInvalidState", "the pallet is locked", "the pallet is locked")]
    public async Task The_reason_of_a_refusal_goes_to_who_asks_for_it(uint returnDiagnostics, string? symbol, string? text, string? info)
    {
        await BeginAsync();
        NodeId refuse = Add("Refuse", (_, _) => ValueTask.FromResult(CallResult.Refused(StatusCodes.BadInvalidState, "the pallet is locked")));
        var request = new CallRequest
        {
            RequestHeader = new RequestHeader { ReturnDiagnostics = returnDiagnostics },
            MethodsToCall = [WireSession.Call(_server.Line, _server.Id("Line.Add"), 1, 2), WireSession.Call(_server.Line, refuse)],
        };

        CallResponse response = await _session.AskAsync(request, CallResponse.Decode);
        DiagnosticInfo? told = response.DiagnosticInfos is { Length: 2 } infos ? infos[1] : null;
        string?[] table = response.ResponseHeader.StringTable ?? [];

        Assert.Equal(StatusCodes.BadInvalidState, response.Results![1].StatusCode);
        Assert.Equal((symbol, text, info), (told?.SymbolicId is { } s ? table[s] : null, told?.LocalizedText is { } t ? table[t] : null, told?.AdditionalInfo));
    }

    [Fact]
    public async Task A_handler_that_fails_tells_nothing_of_itself()
    {
        await BeginAsync();
        NodeId fail = Add("Fail", (_, _) => throw new InvalidOperationException("at line 42 of the secret file"));
        var request = new CallRequest { RequestHeader = new RequestHeader { ReturnDiagnostics = 0x3FF }, MethodsToCall = [WireSession.Call(_server.Line, fail)] };

        byte[] answer = await _session.SendAsync(request);

        Assert.Equal(StatusCodes.BadInternalError, WireSession.Decode(answer, CallResponse.Decode).Results![0].StatusCode);
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_ends_when_its_caller_no_longer_waits()
    {
        await BeginAsync();
        var began = new TaskCompletionSource();
        NodeId wait = Add("Wait", async (_, cancellation) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return CallResult.Good();
        });
        Task<byte[]> call = await _session.PostAsync(new CallRequest
        {
            RequestHeader = new RequestHeader { TimeoutHint = 5_000 },
            MethodsToCall = [WireSession.Call(_server.Line, wait)],
        });
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        _clock.Time.Advance(TimeSpan.FromSeconds(5));
        byte[] answer = await call.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.BadTimeout, WireSession.Decode(answer, CallResponse.Decode).Results![0].StatusCode);
    }

    [Fact]
    public async Task A_handler_is_cancelled_with_the_connection_and_others_are_served_meanwhile()
    {
        await BeginAsync();
        var began = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        NodeId wait = Add("Wait", async (_, cancellation) =>
        {
            began.TrySetResult();
            using CancellationTokenRegistration registration = cancellation.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, cancellation);
            return CallResult.Good();
        });
        await _session.PostAsync(new CallRequest { MethodsToCall = [WireSession.Call(_server.Line, wait)] });
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        CallMethodResult[] meanwhile = await CallAsync(0, WireSession.Call(_server.Line, _server.Id("Line.Add"), 1, 2));

        _session.Dispose();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Good, meanwhile[0].StatusCode);
    }

    [Fact]
    public async Task A_handler_knows_who_calls()
    {
        await BeginAsync("operator");
        NodeId who = Add("Who", (call, _) => ValueTask.FromResult(CallResult.Good(call.User.Name)));

        Assert.Equal("operator", (await CallAsync(0, WireSession.Call(_server.Line, who)))[0].OutputArguments![0].Get<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task BeginAsync(string? user = null)
    {
        _server = await PlantServer.StartAsync(_clock.Options);
        _session = await WireSession.OpenAsync(_server, user);
    }

    private NodeId Add(string name, Func<MethodCall, CancellationToken, ValueTask<CallResult>> handler)
    {
        NodeId id = _server.Id("Line." + name);
        _server.Space.AddMethod(id, _server.Line, name, [], [], (_, _) => ValueTask.FromResult(CallResult.Good())).Bind(handler);
        return id;
    }

    private async Task<CallMethodResult[]> CallAsync(uint returnDiagnostics, params CallMethodRequest[] calls) => (await _session.AskAsync(
        new CallRequest { RequestHeader = new RequestHeader { ReturnDiagnostics = returnDiagnostics }, MethodsToCall = calls }, CallResponse.Decode)).Results!;
}
