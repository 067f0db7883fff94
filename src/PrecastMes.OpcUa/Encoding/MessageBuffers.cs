using System.Buffers;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>
/// Buffers that messages are written to and put together in. The shared pool keeps what comes back, for each thread that brought some,
/// for a minute and longer: a few answers of the largest size would hold a hundred megabytes. So only ordinary sizes go there.
/// </summary>
internal static class MessageBuffers
{
    private const int LargestPooled = 1 << 20;

    /// <summary>At least so many bytes, with anything in them.</summary>
    public static byte[] Rent(int length) =>
        length > LargestPooled ? GC.AllocateUninitializedArray<byte>(length) : ArrayPool<byte>.Shared.Rent(length);

    public static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
