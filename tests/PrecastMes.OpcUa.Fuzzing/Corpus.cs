using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>What honest sessions said: the material of all mutations.</summary>
/// <param name="Requests">Bodies of MSG of a client, in their order.</param>
/// <param name="Answers">Bodies of MSG of a server.</param>
/// <param name="Token">The bytes of the recorded session's authentication token, which stand in every request.</param>
/// <param name="ClientHandshakes">HEL and OPN, as bytes, without and with security.</param>
/// <param name="ServerHandshakes">ACK and OPN, as bytes, without and with security.</param>
internal sealed record Corpus(
    IReadOnlyList<byte[]> Requests,
    IReadOnlyList<byte[]> Answers,
    byte[] Token,
    IReadOnlyList<byte[][]> ClientHandshakes,
    IReadOnlyList<byte[][]> ServerHandshakes)
{
    private readonly int?[] _subscriptionAt = [.. Requests.Select(SubscriptionIdPosition.In)];

    /// <summary>A recorded request as one of another session and, where it names a subscription, of one of that session's.</summary>
    public byte[] RequestOf(int index, byte[] token, uint? subscription)
    {
        byte[] body = [.. Requests[index]];
        if (subscription is { } id && _subscriptionAt[index] is { } position)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(position), id);
        }

        int at = body.AsSpan().IndexOf(Token);
        if (at >= 0)
        {
            token.CopyTo(body, at);
        }

        return body;
    }
}
