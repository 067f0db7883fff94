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
    /// <summary>A recorded request as one of another session.</summary>
    public byte[] RequestOf(int index, byte[] token)
    {
        byte[] body = [.. Requests[index]];
        int at = body.AsSpan().IndexOf(Token);
        if (at >= 0)
        {
            token.CopyTo(body, at);
        }

        return body;
    }
}
