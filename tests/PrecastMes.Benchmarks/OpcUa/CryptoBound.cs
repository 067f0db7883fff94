using System.Diagnostics;
using System.Security.Cryptography;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>
/// What Basic256Sha256 costs by itself: signing, encrypting, decrypting and verifying a read's request and its answer, with nothing else
/// done. One end works after the other, so no stack that secures a message as a whole adds less to a call.
/// </summary>
internal static class CryptoBound
{
    private const int Calls = 2_000;
    private const int Rounds = 5;
    private const int KeyLength = 32;
    private const int BlockLength = 16;

    /// <summary>Microseconds a call at both ends, by the quickest of a few rounds.</summary>
    public static double Of(int nodes)
    {
        byte[] request = Chunk(new ReadRequest
        {
            NodesToRead = [.. Enumerable.Range(0, nodes).Select(i => new ReadValueId { NodeId = new NodeId(2, OurServer.NameOf(i)), AttributeId = AttributeIds.Value })],
        });
        byte[] response = Chunk(new ReadResponse
        {
            Results = [.. Enumerable.Range(0, nodes).Select(i => new DataValue((double)i) { SourceTimestamp = DateTime.UnixEpoch, ServerTimestamp = DateTime.UnixEpoch })],
        });
        using var hmac = new HMACSHA256(new byte[KeyLength]);
        using var aes = Aes.Create();
        (aes.Mode, aes.Padding, aes.Key, aes.IV) = (CipherMode.CBC, PaddingMode.None, new byte[KeyLength], new byte[BlockLength]);
        using ICryptoTransform encryptor = aes.CreateEncryptor();
        using ICryptoTransform decryptor = aes.CreateDecryptor();
        double quickest = double.MaxValue;

        // The first round compiles.
        for (int round = 0; round <= Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
            {
                Pass(request, hmac, encryptor, decryptor);
                Pass(response, hmac, encryptor, decryptor);
            }

            quickest = round == 0 ? quickest : Math.Min(quickest, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
        }

        return quickest;
    }

    private static byte[] Chunk(IStructure message)
    {
        using var encoder = new BinaryEncoder();
        message.Encode(encoder);
        return new byte[(encoder.Length + KeyLength + BlockLength) / BlockLength * BlockLength];
    }

    private static void Pass(byte[] chunk, HMACSHA256 hmac, ICryptoTransform encryptor, ICryptoTransform decryptor)
    {
        Span<byte> signature = stackalloc byte[KeyLength];
        hmac.TryComputeHash(chunk, signature, out _);
        encryptor.TransformBlock(chunk, 0, chunk.Length, chunk, 0);
        decryptor.TransformBlock(chunk, 0, chunk.Length, chunk, 0);
        hmac.TryComputeHash(chunk, signature, out _);
    }
}
