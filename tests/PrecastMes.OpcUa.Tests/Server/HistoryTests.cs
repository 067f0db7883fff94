using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>
/// HistoryRead of raw values (Part 11 §6.5.3.2). The variable had the values 0 to 5 at 12:00:00 to 12:00:05, and 2 twice at 12:00:02.
/// </summary>
public sealed class HistoryTests : IAsyncDisposable
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private PlantServer _server = null!;
    private OpcUaClient _client = null!;
    private UaVariable _variable = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 4, 0, "1 2 2 3")]
    [InlineData(4, 1, 0, "4 3 2 2")]
    [InlineData(2, 2, 0, "2 2")]
    [InlineData(3, null, 2, "3 4")]
    [InlineData(null, 3, 3, "3 2 2")]
    [InlineData(4, null, 9, "4 5")]
    [InlineData(-9, 99, 0, "0 1 2 2 3 4 5")]
    [InlineData(50, 60, 0, "")]
    public async Task The_domain_of_time_includes_its_start_and_not_its_end(int? start, int? end, uint number, string expected)
    {
        await BeginAsync();

        HistoryReadResult result = await ReadAsync(Raw(start, end, number));

        Assert.Equal(expected, Text(result));
        Assert.Equal(expected.Length == 0 ? StatusCodes.GoodNoData : StatusCodes.Good, result.StatusCode);
        Assert.Null(result.ContinuationPoint);
    }

    [Theory]
    [InlineData(1, 4, "1 2 2 3 4")]
    [InlineData(4, 1, "4 3 2 2 1")]
    [InlineData(-5, 1, "none 0 1")]
    [InlineData(4, 99, "4 5 none")]
    [InlineData(60, 50, "none 5")]
    public async Task Bounds_are_the_values_at_or_next_to_the_ends_or_said_to_be_missing(int start, int end, string expected)
    {
        await BeginAsync();

        HistoryReadResult result = await ReadAsync(Raw(start, end, 0, bounds: true));

        Assert.Equal(expected, Text(result));
    }

    [Fact]
    public async Task A_bound_between_two_values_is_the_one_outside()
    {
        await BeginAsync();
        var details = new ReadRawModifiedDetails { StartTime = Noon.AddSeconds(3.5), EndTime = Noon.AddSeconds(4.5), ReturnBounds = true };

        Assert.Equal("3 4 5", Text(await ReadAsync(details)));
    }

    [Theory]
    [InlineData(false, "0 | 1 | 2 | 2 | 3 | 4", 1)]
    [InlineData(false, "0 1 | 2 2 | 3 4", 2)]
    [InlineData(false, "0 1 2 | 2 3 4", 3)]
    [InlineData(true, "0 1 2 2 | 3 4 5", 4)]
    public async Task A_long_answer_is_continued_without_losing_or_repeating_a_value(bool bounds, string expected, uint number)
    {
        await BeginAsync();
        ReadRawModifiedDetails details = Raw(0, 5, number, bounds);
        var pages = new List<string>();
        byte[]? point = null;
        do
        {
            HistoryReadResult result = await ReadAsync(details, point);
            pages.Add(Text(result));
            point = result.ContinuationPoint;
        }
        while (point is not null);

        Assert.Equal(expected, string.Join(" | ", pages));
    }

    [Fact]
    public async Task A_continuation_point_serves_once_and_can_be_given_back()
    {
        await BeginAsync();
        byte[] first = (await ReadAsync(Raw(0, 5, 2))).ContinuationPoint!;
        byte[] second = (await ReadAsync(Raw(0, 5, 2))).ContinuationPoint!;

        await ReadAsync(Raw(0, 5, 2), first);

        Assert.Equal(StatusCodes.BadContinuationPointInvalid, (await ReadAsync(Raw(0, 5, 2), first)).StatusCode);
        Assert.Equal(StatusCodes.Good, (await ReadAsync(Raw(0, 5, 2), second, release: true)).StatusCode);
        Assert.Equal(StatusCodes.BadContinuationPointInvalid, (await ReadAsync(Raw(0, 5, 2), second)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_kept_or_not_offered_is_refused_as_such()
    {
        await BeginAsync();
        var processed = new ReadProcessedDetails { StartTime = Noon, EndTime = Noon.AddSeconds(9), ProcessingInterval = 1000, AggregateType = [new NodeId(0, 2342)] };

        Assert.Equal(StatusCodes.BadHistoryOperationUnsupported, (await ReadAsync(processed)).StatusCode);
        Assert.Equal(StatusCodes.BadHistoryOperationUnsupported, (await ReadAsync(new ReadAtTimeDetails { ReqTimes = [Noon] })).StatusCode);
        Assert.Equal(StatusCodes.BadHistoryOperationUnsupported, (await ReadAsync(new ReadRawModifiedDetails { IsReadModified = true, StartTime = Noon, EndTime = Noon.AddSeconds(1) })).StatusCode);
        Assert.Equal(StatusCodes.BadHistoryOperationUnsupported, (await ReadAsync(Raw(0, 5, 0), node: _server.Counter.NodeId)).StatusCode);
        Assert.Equal(StatusCodes.BadNodeIdUnknown, (await ReadAsync(Raw(0, 5, 0), node: _server.Id("nothing"))).StatusCode);
        Assert.Equal(StatusCodes.BadHistoryOperationInvalid, (await ReadAsync(Raw(0, null, 0))).StatusCode);
    }

    [Fact]
    public async Task The_history_is_read_only_with_its_permission()
    {
        await BeginAsync();
        _server.Space.SetPermissions(_variable.NodeId, [new RolePermissionType { RoleId = WellKnownRoles.Anonymous, Permissions = PermissionType.Browse | PermissionType.Read }]);

        Assert.Equal(StatusCodes.BadUserAccessDenied, (await ReadAsync(Raw(0, 5, 0))).StatusCode);
    }

    [Fact]
    public async Task A_client_sees_that_a_variable_has_a_history_and_reads_what_it_writes()
    {
        await BeginAsync();
        DataValue[] attributes = await _client.ReadAsync(
            [
                new ReadValueId { NodeId = _variable.NodeId, AttributeId = AttributeIds.Historizing },
                new ReadValueId { NodeId = _variable.NodeId, AttributeId = AttributeIds.UserAccessLevel },
                new ReadValueId { NodeId = VariableIds.HistoryServerCapabilities_AccessHistoryDataCapability, AttributeId = AttributeIds.Value },
            ],
            Token);
        var kept = new List<double>();
        await foreach (DataValue value in _client.ReadHistoryAsync(_variable.NodeId, Noon, Noon.AddSeconds(3), 2, Token))
        {
            kept.Add(value.Value.Get<double>());
        }

        Assert.Equal([true, (byte)(AccessLevelType.CurrentRead | AccessLevelType.CurrentWrite | AccessLevelType.HistoryRead), true], attributes.Select(value => value.Value.Value));
        Assert.Equal([0, 1, 2, 2], kept);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static ReadRawModifiedDetails Raw(int? start, int? end, uint number, bool bounds = false) => new()
    {
        StartTime = start is { } from ? Noon.AddSeconds(from) : DateTime.MinValue,
        EndTime = end is { } to ? Noon.AddSeconds(to) : DateTime.MinValue,
        NumValuesPerNode = number,
        ReturnBounds = bounds,
    };

    private static string Text(HistoryReadResult result) => string.Join(
        ' ',
        ((HistoryData)result.HistoryData!.Structure!).DataValues!.Select(value => value.Status == StatusCodes.BadBoundNotFound ? "none" : value.Value.ToString()));

    private async Task BeginAsync()
    {
        _server = await PlantServer.StartAsync();
        _variable = _server.Temperature;
        _variable.Set(0.0, Noon);
        _server.Space.Historize(_variable, new ValueRing(100));
        foreach (int second in new[] { 1, 2, 2, 3, 4, 5 })
        {
            _variable.Set((double)second, Noon.AddSeconds(second));
        }

        _client = await _server.ConnectAsync();
    }

    private async Task<HistoryReadResult> ReadAsync(IStructure details, byte[]? point = null, bool release = false, NodeId? node = null)
    {
        HistoryReadResponse response = await _client.SendAsync<HistoryReadResponse>(
            new HistoryReadRequest
            {
                HistoryReadDetails = new ExtensionObject(details),
                TimestampsToReturn = TimestampsToReturn.Source,
                ReleaseContinuationPoints = release,
                NodesToRead = [new HistoryReadValueId { NodeId = node ?? _variable.NodeId, ContinuationPoint = point }],
            },
            Token);
        return Assert.Single(response.Results!);
    }
}
