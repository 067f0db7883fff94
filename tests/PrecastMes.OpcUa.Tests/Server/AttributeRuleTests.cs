using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Rules of Read and Write (Part 4 §5.10) that a client meets.</summary>
public sealed class AttributeRuleTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_and_times_come_from_the_process_unless_the_variable_takes_them_from_clients()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        var uncertain = new DataValue(1.5, StatusCodes.UncertainInitialValue);
        var dated = new DataValue(2.5, default, Noon);

        Assert.Equal([StatusCodes.BadWriteNotSupported, StatusCodes.BadWriteNotSupported], await WriteAsync(client, server.Temperature, uncertain, dated));
        server.Temperature.AccessLevel |= AccessLevelExType.StatusWrite;
        Assert.Equal([StatusCodes.Good, StatusCodes.BadWriteNotSupported], await WriteAsync(client, server.Temperature, uncertain, dated));
        Assert.Equal(StatusCodes.UncertainInitialValue, server.Temperature.Status);
        server.Temperature.AccessLevel |= AccessLevelExType.TimestampWrite;
        Assert.Equal([StatusCodes.Good], await WriteAsync(client, server.Temperature, dated));
        Assert.Equal(new DataValue(2.5, default, Noon), server.Temperature.Current);
    }

    [Fact]
    public async Task A_plain_write_makes_a_status_that_a_client_wrote_good_again()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        server.Temperature.AccessLevel |= AccessLevelExType.StatusWrite;
        await using OpcUaClient client = await server.ConnectAsync();

        Assert.Equal([StatusCodes.Good, StatusCodes.Good], await WriteAsync(client, server.Temperature, new DataValue(Variant.Null, StatusCodes.BadDeviceFailure), new DataValue(2.5)));

        Assert.Equal(StatusCodes.Good, server.Temperature.Status);
        Assert.Equal(2.5, server.Temperature.Value.Get<double>());
    }

    [Fact]
    public async Task An_enumeration_a_subtype_and_a_structure_are_checked_against_the_declared_type()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        UaVariable state = Add(server, "State", DataTypeIds.ServerState, 0);
        UaVariable length = Add(server, "Length", DataTypeIds.Duration, 0.0);
        UaVariable range = Add(server, "Range", DataTypeIds.Range, new ExtensionObject(new Range { Low = 0, High = 1 }));
        UaVariable any = Add(server, "Any", DataTypeIds.Number, 0);
        await using OpcUaClient client = await server.ConnectAsync();

        Assert.Equal([StatusCodes.Good, StatusCodes.BadTypeMismatch], await WriteAsync(client, state, new DataValue(3), new DataValue(3u)));
        Assert.Equal([StatusCodes.Good, StatusCodes.BadTypeMismatch], await WriteAsync(client, length, new DataValue(1.0), new DataValue(1f)));
        Assert.Equal(
            [StatusCodes.Good, StatusCodes.BadTypeMismatch, StatusCodes.BadTypeMismatch],
            await WriteAsync(
                client,
                range,
                new DataValue(new ExtensionObject(new Range { High = 7 })),
                new DataValue(new ExtensionObject(new Argument())),
                new DataValue(new ExtensionObject(new NodeId(2, "unknown"), [1]))));
        Assert.Equal(
            [StatusCodes.Good, StatusCodes.Good, StatusCodes.BadTypeMismatch, StatusCodes.BadTypeMismatch],
            await WriteAsync(client, any, new DataValue((byte)1), new DataValue(1.5), new DataValue("1"), new DataValue((int[])[1, 2])));
    }

    [Fact]
    public async Task A_ByteString_stands_for_an_array_of_bytes_and_for_no_single_one()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        UaVariable one = Add(server, "Byte", DataTypeIds.Byte, (byte)1);
        UaVariable many = Add(server, "Bytes", DataTypeIds.Byte, Variant.FromArray(BuiltInType.Byte, new byte[] { 1 }));
        await using OpcUaClient client = await server.ConnectAsync();
        Variant bytes = Variant.FromObject(BuiltInType.ByteString, new byte[] { 1, 2, 3 });

        Assert.Equal([StatusCodes.BadTypeMismatch], await WriteAsync(client, one, new DataValue(bytes)));
        Assert.Equal([StatusCodes.Good], await WriteAsync(client, many, new DataValue(bytes)));
    }

    [Fact]
    public async Task A_part_of_a_matrix_is_written_and_read()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        UaVariable grid = Add(server, "Grid", DataTypeIds.Int32, Matrix([1, 2, 3, 4, 5, 6], 2, 3));
        await using OpcUaClient client = await server.ConnectAsync();

        StatusCode[] written = await client.WriteAsync(
            [new WriteValue { NodeId = grid.NodeId, AttributeId = AttributeIds.Value, IndexRange = "1,0:1", Value = new DataValue(Matrix([8, 9], 1, 2)) }], Token);
        DataValue[] read = await client.ReadAsync([new ReadValueId { NodeId = grid.NodeId, AttributeId = AttributeIds.Value, IndexRange = "0:1,1" }], Token);

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal(Matrix([2, 9], 2, 1), read[0].Value);
    }

    [Theory]
    [InlineData(AttributeIds.Value, "Default Binary", "BadDataEncodingInvalid", true)]
    [InlineData(AttributeIds.Value, "Default XML", "BadDataEncodingInvalid", true)]
    [InlineData(AttributeIds.DisplayName, "Default Binary", "BadDataEncodingInvalid", true)]
    [InlineData(AttributeIds.Value, "Default Binary", null, false)]
    [InlineData(AttributeIds.Value, "Default XML", "BadDataEncodingUnsupported", false)]
    [InlineData(AttributeIds.Value, "5:Default Binary", "BadDataEncodingUnsupported", false)]
    public async Task An_encoding_is_chosen_for_structures_only_and_binary_is_the_one(uint attribute, string encoding, string? refusal, bool number)
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId node = number ? server.Counter.NodeId : VariableIds.Server_ServerStatus;

        DataValue[] read = await client.ReadAsync([new ReadValueId { NodeId = node, AttributeId = attribute, DataEncoding = QualifiedName.Parse(encoding) }], Token);

        Assert.Equal(refusal, read[0].Status.IsGood ? null : StatusCodes.NameOf(read[0].Status.Code));
    }

    private static Variant Matrix(int[] elements, params int[] dimensions) => new Matrix(elements, dimensions);

    private static UaVariable Add(PlantServer server, string name, NodeId dataType, Variant value) =>
        server.Space.AddVariable(server.Id("Line." + name), server.Line, name, dataType, value, writable: true);

    private static Task<StatusCode[]> WriteAsync(OpcUaClient client, UaVariable variable, params DataValue[] values) =>
        client.WriteAsync([.. values.Select(value => new WriteValue { NodeId = variable.NodeId, AttributeId = AttributeIds.Value, Value = value })], Token);
}
