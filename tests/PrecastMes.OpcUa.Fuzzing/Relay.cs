using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// Sits between a client and a server with the private keys of both: it opens what comes from one and seals it for the other, so that it
/// can change messages behind the security and the session of either.
/// </summary>
internal sealed class Relay(Plant plant)
{
    /// <summary>What becomes of a client's chunk; null lets it pass.</summary>
    public Func<PlainChunk, IEnumerable<PlainChunk>>? OnRequest { get; set; }

    /// <summary>What becomes of a server's chunk; null lets it pass.</summary>
    public Func<PlainChunk, IEnumerable<PlainChunk>>? OnAnswer { get; set; }

    /// <summary>The client's stream; the relaying ends with it.</summary>
    public (DuplexStream Stream, Task Relaying) Open()
    {
        (DuplexStream ours, DuplexStream client) = DuplexStream.CreatePair();
        return (client, RunAsync(ours));
    }

    private async Task RunAsync(DuplexStream client)
    {
        (DuplexStream server, Task serving) = plant.Dial();
        try
        {
            using PlainChannel fromClient = await PlainChannel.AcceptAsync(client, plant.Options, CancellationToken.None);
            using PlainChannel toServer = await PlainChannel.ConnectAsync(server, plant.SecurityOfClient(fromClient.Security.IsSigned), plant.Options.EndpointUrl, CancellationToken.None);
            Task requests = CopyAsync(fromClient, toServer, chunk => OnRequest?.Invoke(chunk));
            Task answers = CopyAsync(toServer, fromClient, chunk => OnAnswer?.Invoke(chunk));
            await Task.WhenAny(requests, answers);

            // The streams alone: a reader that is at work is left its buffer.
            await client.DisposeAsync();
            await server.DisposeAsync();
            await Task.WhenAll(requests, answers);
        }
        catch (Exception exception) when (exception is IOException or OpcUaException or ObjectDisposedException)
        {
            // One side gave up before the channel was open.
        }
        finally
        {
            await client.DisposeAsync();
            await server.DisposeAsync();
            await serving;
        }
    }

    private static async Task CopyAsync(PlainChannel from, PlainChannel to, Func<PlainChunk, IEnumerable<PlainChunk>?> change)
    {
        try
        {
            while (await from.ReadAsync(CancellationToken.None) is { } chunk && chunk.MessageType == MessageTypes.Message)
            {
                foreach (PlainChunk each in change(chunk) ?? [chunk])
                {
                    to.Add(each);
                }

                if (!await to.FlushAsync())
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OpcUaException or ObjectDisposedException)
        {
            // The other direction ended, or its peer closed the connection.
        }
    }
}
