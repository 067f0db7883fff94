using BenchmarkDotNet.Attributes;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.Benchmarks.Kernels;

/// <summary>What one Read of many values costs in codecs: 1000 Doubles with both times.</summary>
[MemoryDiagnoser]
public class CodecKernels : IDisposable
{
    private const int Count = 1_000;

    private readonly BinaryEncoder _encoder = new(1 << 20);
    private ReadRequest _request = null!;
    private ReadResponse _response = null!;
    private byte[] _requestBytes = [];
    private byte[] _responseBytes = [];

    [GlobalSetup]
    public void Setup()
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        _request = new ReadRequest
        {
            NodesToRead = [.. Enumerable.Range(0, Count).Select(i => new ReadValueId { NodeId = new NodeId(2, $"Line.Station{i / 100:D2}.Value{i % 100:D2}"), AttributeId = AttributeIds.Value })],
        };
        _response = new ReadResponse { Results = [.. Enumerable.Range(0, Count).Select(i => new DataValue(i * 0.5, StatusCodes.Good, now, now))] };
        _requestBytes = Bytes(_request);
        _responseBytes = Bytes(_response);
    }

    [Benchmark]
    public int EncodeReadRequest() => Encode(_request);

    [Benchmark]
    public ReadRequest DecodeReadRequest()
    {
        var decoder = new BinaryDecoder(_requestBytes);
        return ReadRequest.Decode(ref decoder);
    }

    [Benchmark]
    public int EncodeReadResponse() => Encode(_response);

    [Benchmark]
    public ReadResponse DecodeReadResponse()
    {
        var decoder = new BinaryDecoder(_responseBytes);
        return ReadResponse.Decode(ref decoder);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _encoder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static byte[] Bytes(IStructure structure)
    {
        using var encoder = new BinaryEncoder();
        structure.Encode(encoder);
        return encoder.WrittenSpan.ToArray();
    }

    private int Encode(IStructure structure)
    {
        _encoder.Clear();
        structure.Encode(_encoder);
        return _encoder.Length;
    }
}
