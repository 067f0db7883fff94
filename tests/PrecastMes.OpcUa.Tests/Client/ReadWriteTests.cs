namespace PrecastMes.OpcUa.Tests.Client;

public sealed class ReadWriteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_are_read_with_their_types_and_times()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([server.Counter.NodeId, server.Name.NodeId, server.Codes.NodeId], Token);

        Assert.Equal(7u, values[0].Value.Get<uint>());
        Assert.Equal("模台一", values[1].Value.Get<string>());
        Assert.Equal([1, -2, 3], values[2].Value.Get<short[]>());
        Assert.Equal(server.Counter.Current.SourceTimestamp, values[0].SourceTimestamp);
        Assert.NotNull(values[0].ServerTimestamp);
    }

    [Fact]
    public async Task An_unknown_node_has_a_bad_status_and_the_others_are_read()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([server.Id("Nowhere"), server.Counter.NodeId], Token);

        Assert.Equal(StatusCodes.BadNodeIdUnknown, values[0].Status);
        Assert.Equal(7u, values[1].Value.Get<uint>());
    }

    [Fact]
    public async Task A_written_value_is_the_servers_value()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        StatusCode[] results = await client.WriteAsync([(server.Counter.NodeId, 8u), (server.Codes.NodeId, new short[] { 9 })], Token);

        Assert.Equal([StatusCodes.Good, StatusCodes.Good], results);
        Assert.Equal(8u, server.Counter.Value.Get<uint>());
        Assert.Equal([9], server.Codes.Value.Get<short[]>());
    }

    [Fact]
    public async Task Writes_are_refused_for_type_access_and_by_the_handler()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        StatusCode[] results = await client.WriteAsync(
            [(server.Counter.NodeId, "eight"), (server.Codes.NodeId, (short)1), (server.Id("Line.Fixed"), false), (server.Guarded.NodeId, 100), (server.Line, 1)],
            Token);

        Assert.Equal(
            [StatusCodes.BadTypeMismatch, StatusCodes.BadTypeMismatch, StatusCodes.BadNotWritable, StatusCodes.BadOutOfRange, StatusCodes.BadAttributeIdInvalid],
            results);
        Assert.Equal(1, server.Guarded.Value.Get<int>());
    }

    [Fact]
    public async Task More_nodes_than_the_servers_limit_are_read_in_several_calls()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxNodesPerCall = 10 } });
        await using var client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([.. Enumerable.Repeat(server.Counter.NodeId, 35)], Token);

        Assert.All(values, value => Assert.Equal(7u, value.Value.Get<uint>()));
        Assert.Equal(35, values.Length);
    }

    [Fact]
    public async Task A_value_larger_than_a_chunk_goes_both_ways()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        short[] large = [.. Enumerable.Range(0, 300_000).Select(i => (short)i)];

        StatusCode[] written = await client.WriteAsync([(server.Codes.NodeId, large)], Token);
        DataValue[] read = await client.ReadAsync([server.Codes.NodeId], Token);

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal(large, read[0].Value.Get<short[]>());
    }

    [Fact]
    public async Task A_method_adds_its_arguments()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        CallResult result = await client.CallAsync(server.Line, server.Id("Line.Add"), [2, 3], Token);

        Assert.Equal(StatusCodes.Good, result.Status);
        Assert.Equal(5, Assert.Single(result.Outputs).Get<int>());
    }

    [Fact]
    public async Task A_method_refuses_arguments_of_the_wrong_type_by_name()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        CallResult result = await client.CallAsync(server.Line, server.Id("Line.Add"), [2, "three"], Token);

        Assert.Equal(StatusCodes.BadInvalidArgument, result.Status);
        Assert.Equal([StatusCodes.Good, StatusCodes.BadTypeMismatch], result.InputArgumentResults);
    }

    [Fact]
    public async Task A_part_of_an_array_is_read_by_index()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync(
            [
                new ReadValueId { NodeId = server.Codes.NodeId, AttributeId = AttributeIds.Value, IndexRange = "1:2" },
                new ReadValueId { NodeId = server.Codes.NodeId, AttributeId = AttributeIds.Value, IndexRange = "3" },
            ],
            Token);

        Assert.Equal([-2, 3], values[0].Value.Get<short[]>());
        Assert.Equal(StatusCodes.BadIndexRangeNoData, values[1].Status);
    }
}
