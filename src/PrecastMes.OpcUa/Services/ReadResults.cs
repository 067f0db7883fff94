using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Services;

/// <summary>
/// A ReadResponse whose values are written one after the other while the request is still being read, so that none of them becomes an
/// object. One after the other uses the same instance, which keeps its buffer.
/// </summary>
internal sealed class ReadResults(Action<ReadResults> release) : IServiceResponse, IReusable, IDisposable
{
    // A larger buffer than that of a few thousand values is given back.
    private const int Kept = 256 * 1024;

    private readonly BinaryEncoder _values = new(0);
    private uint _requestHandle;
    private DateTime _timestamp;
    private int _count;

    public ResponseHeader ResponseHeader
    {
        get => new() { RequestHandle = _requestHandle, Timestamp = _timestamp };
        set => (_requestHandle, _timestamp) = (value.RequestHandle, value.Timestamp);
    }

    uint IStructure.EncodingId => ReadResponse.BinaryEncodingId;

    /// <summary>Bytes of the values so far.</summary>
    public int Size => _values.Length;

    public void Begin(uint requestHandle, DateTime timestamp)
    {
        _values.Clear();
        _count = 0;
        _requestHandle = requestHandle;
        _timestamp = timestamp;
    }

    public void Add(in DataValue value)
    {
        _values.WriteDataValue(value);
        _count++;
    }

    public void Encode(BinaryEncoder encoder)
    {
        encoder.WriteGoodResponseHeader(_requestHandle, _timestamp);
        encoder.WriteInt32(_count);
        _values.WrittenSpan.CopyTo(encoder.Next(_values.Length));
        encoder.WriteInt32(-1);
    }

    public void Release()
    {
        _values.Shrink(Kept);
        release(this);
    }

    public void Dispose() => _values.Dispose();
}
