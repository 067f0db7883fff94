using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>How the client cuts long lists, at servers that a test scripts.</summary>
public sealed class BatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_are_cut_to_the_announced_limit_and_come_back_in_order()
    {
        await using var server = new ScriptedServer((_, _) => null) { MaxNodesPerRead = 30 };
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync(Nodes(1_000), Token);

        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => (uint)i), values.Select(value => value.Value.Get<uint>()));
        Assert.All(server.SeenOf<ReadRequest>(), request => Assert.InRange(request.NodesToRead!.Length, 1, 30));
    }

    [Fact]
    public async Task A_server_that_takes_less_than_it_announced_is_asked_for_less_from_then_on()
    {
        await using var server = new ScriptedServer((_, request) =>
            request is ReadRequest { NodesToRead.Length: > 60 } ? throw new OpcUaException(StatusCodes.BadTooManyOperations, "too many") : null);
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] first = await client.ReadAsync(Nodes(400), Token);
        int refused = server.SeenOf<ReadRequest>().Count(request => request.NodesToRead!.Length > 60);
        DataValue[] second = await client.ReadAsync(Nodes(400), Token);

        Assert.Equal(400u, first[^1].Value.Get<uint>());
        Assert.Equal(400u, second[^1].Value.Get<uint>());
        Assert.Equal(refused, server.SeenOf<ReadRequest>().Count(request => request.NodesToRead!.Length > 60));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_asked_for_in_halves()
    {
        await using var server = new ScriptedServer((_, request) =>
            request is ReadRequest { NodesToRead.Length: > 10 } read && read.NodesToRead[0].NodeId.NamespaceIndex == 1
                ? throw new OpcUaException(StatusCodes.BadResponseTooLarge, "too large") : null);
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync(Nodes(100), Token);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (uint)i), values.Select(value => value.Value.Get<uint>()));
    }

    [Fact]
    public async Task A_write_whose_answer_was_too_large_is_not_done_twice()
    {
        await using var server = new ScriptedServer((_, request) => request is WriteRequest ? throw new OpcUaException(StatusCodes.BadResponseTooLarge, "too large") : null);
        await using OpcUaClient client = await server.ConnectAsync();

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => client.WriteAsync([(new NodeId(1, 1u), 1), (new NodeId(1, 2u), 2)], Token));

        Assert.Equal(StatusCodes.BadResponseTooLarge, refused.Status);
        Assert.Single(server.SeenOf<WriteRequest>());
    }

    [Fact]
    public async Task Writes_go_in_order_without_status_and_times()
    {
        await using var server = new ScriptedServer((_, request) =>
            request is WriteRequest { NodesToWrite: { } nodes } ? nodes.Length > 2 ? throw new OpcUaException(StatusCodes.BadTooManyOperations, "too many")
                : new WriteResponse { Results = new StatusCode[nodes.Length] } : null);
        await using OpcUaClient client = await server.ConnectAsync();

        await client.WriteAsync([.. Enumerable.Range(1, 7).Select(i => (new NodeId(1, (uint)i), (Variant)i))], Token);

        WriteValue[] written = [.. server.SeenOf<WriteRequest>().Where(request => request.NodesToWrite!.Length <= 2).SelectMany(request => request.NodesToWrite!)];
        Assert.Equal(Enumerable.Range(1, 7), written.Select(value => value.Value.Value.Get<int>()));
        Assert.All(written, value => Assert.Equal(new DataValue(value.Value.Value), value.Value));
    }

    [Fact]
    public async Task A_write_that_the_profile_may_repeat_is_repeated_for_the_refused_values_alone()
    {
        int round = 0;
        await using var server = new ScriptedServer((_, request) => request is WriteRequest { NodesToWrite: { } nodes }
            ? new WriteResponse { Results = [.. nodes.Select((_, i) => round++ == 1 ? StatusCodes.BadResourceUnavailable : StatusCodes.Good)] } : null);
        await using OpcUaClient client = await server.ConnectAsync(
            options => options with { Profile = PlcProfile.Generic with { WriteRetries = 2, WriteRetryDelay = TimeSpan.FromMilliseconds(1) } });

        StatusCode[] results = await client.WriteAsync([(new NodeId(1, 1u), 1), (new NodeId(1, 2u), 2), (new NodeId(1, 3u), 3)], Token);

        Assert.All(results, result => Assert.Equal(StatusCodes.Good, result));
        Assert.Equal(2, Assert.Single(server.SeenOf<WriteRequest>().ElementAt(1).NodesToWrite!).Value.Value.Get<int>());
    }

    [Fact]
    public async Task Continuation_points_without_end_are_given_up_and_released()
    {
        await using var server = new ScriptedServer((_, request) => request switch
        {
            BrowseRequest => new BrowseResponse { Results = [new BrowseResult { ContinuationPoint = [1] }] },
            BrowseNextRequest { ReleaseContinuationPoints: false } => new BrowseNextResponse { Results = [new BrowseResult { ContinuationPoint = [1] }] },
            BrowseNextRequest => new BrowseNextResponse { Results = [new BrowseResult()] },
            _ => null,
        });
        await using OpcUaClient client = await server.ConnectAsync();

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => client.BrowseAsync(ObjectIds.ObjectsFolder, Token));

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, refused.Status);
        Assert.True(server.SeenOf<BrowseNextRequest>().Last().ReleaseContinuationPoints);
    }

    [Fact]
    public async Task A_browse_that_is_cancelled_releases_its_continuation_points()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer((_, request) =>
        {
            switch (request)
            {
                case BrowseRequest:
                    return new BrowseResponse { Results = [new BrowseResult { ContinuationPoint = [1], References = [new ReferenceDescription()] }] };
                case BrowseNextRequest { ReleaseContinuationPoints: false }:
                    cancel.Cancel();
                    return ScriptedServer.Silence;
                case BrowseNextRequest:
                    return new BrowseNextResponse { Results = [new BrowseResult()] };
                default:
                    return null;
            }
        });
        await using OpcUaClient client = await server.ConnectAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.BrowseAsync(ObjectIds.ObjectsFolder, cancel.Token));

        Assert.True(server.SeenOf<BrowseNextRequest>().Last().ReleaseContinuationPoints);
    }

    [Fact]
    public async Task An_answer_with_fewer_results_than_operations_is_no_answer()
    {
        await using var server = new ScriptedServer((_, request) =>
            request is ReadRequest { NodesToRead: [{ NodeId.NamespaceIndex: 1 }, ..] } ? new ReadResponse { Results = [new DataValue(1)] } : null);
        await using OpcUaClient client = await server.ConnectAsync();

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => client.ReadAsync(Nodes(2), Token));

        Assert.Equal(StatusCodes.BadUnknownResponse, refused.Status);
    }

    private static NodeId[] Nodes(int count) => [.. Enumerable.Range(1, count).Select(i => new NodeId(1, (uint)i))];
}
