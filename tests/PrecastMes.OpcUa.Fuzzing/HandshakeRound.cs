using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Changed HEL and OPN for the server, changed ACK and OPN for the client: below and at the opening of the channel.</summary>
internal sealed class HandshakeRound(RoundContext context)
{
    private const int ConnectionsPerRound = 40;

    public async Task RunAsync()
    {
        for (int i = 0; i < ConnectionsPerRound; i++)
        {
            if (i % 4 == 0)
            {
                await AttackClientAsync();
            }
            else
            {
                await AttackServerAsync();
            }
        }
    }

    private async Task AttackServerAsync()
    {
        (DuplexStream stream, Task serving) = context.Plant.Dial();
        try
        {
            foreach (byte[] frame in Changed(context.Corpus.ClientHandshakes))
            {
                await stream.WriteAsync(frame);
            }
        }
        catch (IOException)
        {
            // It closed in the middle.
        }

        stream.CompleteWriting();
        byte[] buffer = new byte[65_536];
        string end = "closed without a word";
        Task<int> reading;
        while (await context.EndsAsync(reading = stream.ReadAsync(buffer).AsTask(), "a handshake") && await reading > 8)
        {
            end = buffer.AsSpan(0, 3).SequenceEqual("ERR"u8) ? $"closed with {new StatusCode(BitConverter.ToUInt32(buffer, 8))}" : "handshake answered";
        }

        context.Tally.Count(end);
        await context.EndsAsync(serving, "a connection whose client has closed");
        await stream.DisposeAsync();
    }

    private async Task AttackClientAsync()
    {
        (DuplexStream ours, DuplexStream client) = DuplexStream.CreatePair();
        foreach (byte[] frame in Changed(context.Corpus.ServerHandshakes))
        {
            await ours.WriteAsync(frame);
        }

        ours.CompleteWriting();
        Task<OpcUaClient> connecting = context.Plant.ConnectAsync(context.Random.Next(8) == 0, () => client, CancellationToken.None, Plant.HurriedPatience);
        try
        {
            if (await context.EndsAsync(connecting, "connect"))
            {
                context.Findings.Add("a client connected to a server that never spoke of a session");
            }
        }
        catch (OpcUaException exception)
        {
            context.Tally.Count($"connect failed with {exception.Status}");
        }
        catch (Exception exception)
        {
            context.Findings.Add($"connect failed with {exception}");
        }

        await ours.DisposeAsync();
    }

    private List<byte[]> Changed(IReadOnlyList<byte[][]> handshakes)
    {
        // A secured OPN costs its receiver a private-key operation: fewer of them.
        byte[][] recorded = handshakes[context.Random.Next(10) == 0 ? 1 : 0];
        List<byte[]> frames = [.. recorded];
        if (context.Random.Next(6) == 0)
        {
            // Another order, or one of them alone or twice.
            frames = [.. Enumerable.Range(0, 1 + context.Random.Next(3)).Select(_ => recorded[context.Random.Next(recorded.Length)])];
        }

        int target = context.Random.Next(frames.Count);
        frames[target] = context.Mutator.Frame(frames[target]);
        context.Tally.Sent(frames.Count);
        return frames;
    }
}
