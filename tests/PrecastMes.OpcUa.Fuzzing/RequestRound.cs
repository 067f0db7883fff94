using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// A hostile client with two sessions, which take each other's subscriptions: some hundred changed requests over one channel, a few at a time, each few followed by a true one whose
/// answer, or the end of the connection, must come.
/// </summary>
internal sealed class RequestRound(RoundContext context, bool secured)
{
    private const int MessagesPerRound = 400;
    private const int EnoughWithoutSession = 40;
    private const uint FirstRequestId = 1_000;
    private const uint Sessions = 2;
    private const int RememberedSubscriptions = 4;
    private const int PublishesPerSession = 5;
    private const uint FirstProbeId = 0x7000_0000;

    // A frame that claims more bytes than come makes the server wait for them, as it should; so long it gets.
    private static readonly TimeSpan PatienceWithLies = TimeSpan.FromMilliseconds(50);

    private static readonly byte[] Probe = PlainChannel.Body(new FindServersRequest { RequestHeader = new RequestHeader { RequestHandle = 1 } });

    private readonly List<byte[]> _tokens = [];
    private readonly List<uint> _subscriptions = [];
    private int _withoutSession;

    public async Task RunAsync()
    {
        (DuplexStream stream, Task serving) = context.Plant.Dial();
        try
        {
            using PlainChannel channel = await PlainChannel.ConnectAsync(
                stream, context.Plant.SecurityOfClient(secured), context.Plant.Options.EndpointUrl, CancellationToken.None);
            for (uint i = 0; i < Sessions; i++)
            {
                _tokens.Add(await OpenSessionAsync(channel, FirstRequestId * i) ?? context.Corpus.Token);
            }

            await PostPublishesAsync(channel);
            await AttackAsync(channel);
            channel.CompleteWriting();
        }
        catch (Exception exception) when (exception is IOException or OpcUaException or ObjectDisposedException)
        {
            context.Tally.Count($"round ended by {exception.GetType().Name}");
        }

        stream.CompleteWriting();
        await context.EndsAsync(serving, "a connection whose client has closed");
        await stream.DisposeAsync();
    }

    private async Task AttackAsync(PlainChannel channel)
    {
        uint requestId = FirstRequestId * Sessions;
        for (int sent = 0; sent < MessagesPerRound && _withoutSession < EnoughWithoutSession;)
        {
            int together = 1 + context.Random.Next(12);
            bool lies = false;
            for (int i = 0; i < together; i++)
            {
                lies |= AddOne(channel, requestId++);
            }

            sent += together;
            context.Tally.Sent(together);
            uint probe = FirstProbeId + requestId;
            channel.Add(new PlainChunk(MessageTypes.Message, 'F', probe, Probe));
            if (!await channel.FlushAsync() || !await ReadToAsync(channel, probe, lies))
            {
                return;
            }
        }
    }

    /// <summary>True when the frame's header lies.</summary>
    private bool AddOne(PlainChannel channel, uint requestId)
    {
        uint? subscription = _subscriptions.Count > 0 ? _subscriptions[context.Random.Next(_subscriptions.Count)] : null;
        byte[] body = context.Corpus.RequestOf(AnyRequest(), _tokens[context.Random.Next(_tokens.Count)], subscription);
        int roll = context.Random.Next(2_000);
        byte[] changed = roll < 100 ? body : context.Mutator.Body(body, context.AnyRequest());
        uint messageType = roll == 100 ? MessageTypes.CloseSecureChannel : MessageTypes.Message;
        Span<byte> sealedChunk = default;
        foreach (PlainChunk chunk in context.Mutator.Chunks(messageType, requestId, changed))
        {
            sealedChunk = channel.Add(chunk);
        }

        // Behind the seal: the header of the last chunk, or any of its bytes.
        if (roll is > 100 and <= 102)
        {
            byte[] frame = sealedChunk.ToArray();
            frame[context.Random.Next(frame.Length)] ^= (byte)(1 << context.Random.Next(8));
            frame.CopyTo(sealedChunk);
            return true;
        }

        return false;
    }

    // Whoever closes his session early has little more to say.
    private int AnyRequest()
    {
        int index = context.Random.Next(context.Corpus.Requests.Count);
        return Recorder.TypeOf(context.Corpus.Requests[index]) == CloseSessionRequest.BinaryEncodingId && context.Random.Next(500) != 0
            ? context.Random.Next(context.Corpus.Requests.Count - 1)
            : index;
    }

    /// <summary>Takes answers until that to the probe; false when the connection ended.</summary>
    private async Task<bool> ReadToAsync(PlainChannel channel, uint probe, bool lies)
    {
        while (true)
        {
            Task<PlainChunk?> reading = channel.ReadAsync(CancellationToken.None).AsTask();
            if (lies && await Task.WhenAny(reading, Task.Delay(PatienceWithLies)) != reading)
            {
                channel.CompleteWriting();
                context.Tally.Count("waited for the rest of a frame");
            }

            if (!await context.EndsAsync(reading, "a request") || await reading is not { } answer)
            {
                context.Tally.Count("closed without a word");
                return false;
            }

            if (answer.MessageType == MessageTypes.Error)
            {
                context.Tally.Count($"closed with {new StatusCode(BitConverter.ToUInt32(answer.Body))}");
                return false;
            }

            if (answer.RequestId == probe)
            {
                return true;
            }

            if (answer.Letter == 'F')
            {
                StatusCode result = ResultOf(answer.Body);
                context.Tally.Count(result.IsGood ? $"{ServiceNames.Of(Recorder.TypeOf(answer.Body))} answered Good" : $"answered {Tally.NameOf(result)}");
                _withoutSession += result == StatusCodes.BadSessionIdInvalid ? 1 : 0;
                Learn(answer.Body);
            }
        }
    }

    private void Learn(byte[] answer)
    {
        if (Recorder.TypeOf(answer) != CreateSubscriptionResponse.BinaryEncodingId)
        {
            return;
        }

        var decoder = new BinaryDecoder(answer);
        decoder.ReadNodeId();
        _subscriptions.Add(CreateSubscriptionResponse.Decode(ref decoder).SubscriptionId);
        if (_subscriptions.Count > RememberedSubscriptions)
        {
            _subscriptions.RemoveAt(0);
        }
    }

    /// <summary>A session with a subscription; its token as bytes.</summary>
    private async Task<byte[]?> OpenSessionAsync(PlainChannel channel, uint firstId)
    {
        byte[] nonce = [.. Enumerable.Range(1, 32).Select(i => (byte)(i ^ context.Random.Next(1, 255)))];
        var create = new CreateSessionRequest
        {
            ClientDescription = new ApplicationDescription { ApplicationUri = "urn:precastmes:opcua:client", ApplicationName = "fuzz" },
            EndpointUrl = context.Plant.Options.EndpointUrl,
            ClientNonce = nonce,
            ClientCertificate = channel.Security.Own?.Chain.ToArray(),
            RequestedSessionTimeout = 1_000,
        };
        if (await AskAsync(channel, firstId + 2, create) is not { } created || ResultOf(created).IsBad)
        {
            context.Tally.Count("no session to be had");
            return null;
        }

        var decoder = new BinaryDecoder(created);
        decoder.ReadNodeId();
        CreateSessionResponse session = CreateSessionResponse.Decode(ref decoder);
        var activate = new ActivateSessionRequest
        {
            RequestHeader = new RequestHeader { AuthenticationToken = session.AuthenticationToken },
            ClientSignature = channel.Security.IsSigned
                ? CertificateSignature.Prove(channel.Security.Policy, channel.Security.Own!.Certificate, channel.Security.Peer!.LeafDer.Span, session.ServerNonce)
                : new SignatureData(),
        };
        await AskAsync(channel, firstId + 3, activate);
        var subscribe = new CreateSubscriptionRequest
        {
            RequestHeader = new RequestHeader { AuthenticationToken = session.AuthenticationToken },
            RequestedPublishingInterval = 20,
            RequestedLifetimeCount = 1_000,
            RequestedMaxKeepAliveCount = 10,
            PublishingEnabled = true,
        };
        if (await AskAsync(channel, firstId + 4, subscribe) is { } subscribed)
        {
            Learn(subscribed);
        }

        using var encoder = new BinaryEncoder();
        encoder.WriteNodeId(session.AuthenticationToken);
        byte[] token = encoder.WrittenSpan.ToArray();
        await WatchAsync(channel, token, firstId + 5);
        return token;
    }

    // The items that the recorded session had, so that changes of items find some.
    private async Task WatchAsync(PlainChannel channel, byte[] token, uint requestId)
    {
        for (int i = 0; i < context.Corpus.Requests.Count; i++)
        {
            if (Recorder.TypeOf(context.Corpus.Requests[i]) == CreateMonitoredItemsRequest.BinaryEncodingId && _subscriptions.Count > 0)
            {
                await AskAsync(channel, requestId++, context.Corpus.RequestOf(i, token, _subscriptions[^1]));
            }
        }
    }

    // So that there are sent messages, which can be asked for again. The answers come among the others.
    private async Task PostPublishesAsync(PlainChannel channel)
    {
        int publish = Enumerable.Range(0, context.Corpus.Requests.Count).First(i => Recorder.TypeOf(context.Corpus.Requests[i]) == PublishRequest.BinaryEncodingId);
        for (int i = 0; i < PublishesPerSession * _tokens.Count; i++)
        {
            channel.Add(new PlainChunk(MessageTypes.Message, 'F', FirstRequestId - 1 - (uint)i, context.Corpus.RequestOf(publish, _tokens[i % _tokens.Count], null)));
        }

        await channel.FlushAsync();
    }

    private Task<byte[]?> AskAsync(PlainChannel channel, uint requestId, IStructure request) => AskAsync(channel, requestId, PlainChannel.Body(request));

    private async Task<byte[]?> AskAsync(PlainChannel channel, uint requestId, byte[] request)
    {
        channel.Add(new PlainChunk(MessageTypes.Message, 'F', requestId, request));
        await channel.FlushAsync();
        Task<PlainChunk?> reading = channel.ReadAsync(CancellationToken.None).AsTask();
        return await context.EndsAsync(reading, "a true request") ? (await reading)?.Body : null;
    }

    private static StatusCode ResultOf(byte[] body)
    {
        var decoder = new BinaryDecoder(body);
        decoder.ReadNodeId();
        decoder.ReadDateTime();
        decoder.ReadUInt32();
        return decoder.ReadStatusCode();
    }
}
