using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Keeps Publish requests in flight, two more than there are subscriptions, and gives each answer to its subscription in the order in
/// which the answers came. The session is ours alone: a subscription in it that nobody knows comes of a CreateSubscription whose answer was
/// lost. Our Publish requests keep it alive for ever, so it speaks, and is deleted.
/// </summary>
internal sealed class PublishPump
{
    private const int Spare = 2;

    // A server that makes ids up is not followed further.
    private const int MaxStrangers = 100;

    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly ClientChannel _channel;
    private readonly OpcUaClientOptions _options;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<uint, Subscription> _subscriptions = new();
    private readonly List<SubscriptionAcknowledgement> _acknowledgements = [];
    private readonly HashSet<uint> _strangers = [];
    private readonly HashSet<uint> _deleting = [];
    private int _expecting;
    private int _inFlight;
    private int _allowed;
    private int _isResting;

    public PublishPump(ClientChannel channel, OpcUaClientOptions options)
    {
        _channel = channel;
        _options = options;
        _allowed = options.Profile.MaxPublishRequests;
        _ = BreakWithChannelAsync();
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    public void Add(uint id, Subscription subscription)
    {
        _subscriptions[id] = subscription;
        if (_channel.Broken.IsCompleted)
        {
            // Whoever told the others may have come before this one.
            _ = BreakWithChannelAsync();
            return;
        }

        Fill();
    }

    public void Remove(uint id) => _subscriptions.TryRemove(id, out _);

    /// <summary>Until it is disposed, messages may come of subscriptions that are on their way to this pump.</summary>
    public Expectation Expect()
    {
        lock (_gate)
        {
            _expecting++;
        }

        return new Expectation(this);
    }

    private void Fill()
    {
        while (TryTakePlace(out SubscriptionAcknowledgement[]? acknowledgements))
        {
            _channel.Post(new PublishRequest { SubscriptionAcknowledgements = acknowledgements }, new Answer(this, acknowledgements));
        }
    }

    private bool TryTakePlace(out SubscriptionAcknowledgement[]? acknowledgements)
    {
        acknowledgements = null;
        lock (_gate)
        {
            int wanted = _subscriptions.IsEmpty || _channel.Broken.IsCompleted ? 0 : Math.Min(_subscriptions.Count + Spare, _allowed);
            if (_inFlight >= wanted)
            {
                return false;
            }

            _inFlight++;
            if (_acknowledgements.Count > 0)
            {
                acknowledgements = [.. _acknowledgements];
                _acknowledgements.Clear();
            }

            return true;
        }
    }

    private void OnAnswer(PublishResponse response)
    {
        bool isKnown = _subscriptions.TryGetValue(response.SubscriptionId, out Subscription? subscription);
        bool acknowledge = isKnown && subscription!.OnMessage(response.NotificationMessage);
        bool delete;
        lock (_gate)
        {
            _inFlight--;
            delete = !isKnown && IsStranger(response.SubscriptionId);
            if (acknowledge)
            {
                _acknowledgements.Add(new SubscriptionAcknowledgement
                {
                    SubscriptionId = response.SubscriptionId,
                    SequenceNumber = response.NotificationMessage.SequenceNumber,
                });
            }
        }

        if (delete)
        {
            _ = DeleteAsync(response.SubscriptionId);
        }

        Fill();
    }

    /// <summary>True at its second message; the first may have been under way when the subscription was removed. With the lock held.</summary>
    private bool IsStranger(uint id)
    {
        if (_expecting > 0 || _deleting.Contains(id))
        {
            return false;
        }

        if (_strangers.Remove(id))
        {
            return _deleting.Add(id);
        }

        if (_strangers.Count + _deleting.Count < MaxStrangers)
        {
            _strangers.Add(id);
        }

        return false;
    }

    private async Task DeleteAsync(uint id)
    {
        Log.SubscriptionUnknown(_options.Logger ?? NullLogger.Instance, id);
        try
        {
            var request = new DeleteSubscriptionsRequest { SubscriptionIds = [id] };
            await _channel.SendAsync<DeleteSubscriptionsResponse>(request, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // It speaks again, or the link is broken.
        }

        lock (_gate)
        {
            _deleting.Remove(id);
        }
    }

    private void OnFailure(OpcUaException reason, SubscriptionAcknowledgement[]? acknowledgements)
    {
        bool rest;
        lock (_gate)
        {
            _inFlight--;
            if (acknowledgements is not null)
            {
                _acknowledgements.AddRange(acknowledgements);
            }

            rest = !reason.Status.IsSameCode(StatusCodes.BadTimeout);
            if (reason.Status.IsSameCode(StatusCodes.BadTooManyPublishRequests))
            {
                // The server's word on how many it takes. Those in flight bring the next ones; with none left it is asked again after a rest.
                _allowed = Math.Max(1, _inFlight);
                rest = _inFlight == 0;
                if (!rest)
                {
                    return;
                }
            }
        }

        if (_channel.Broken.IsCompleted)
        {
            return;
        }

        if (reason.Status.IsSameCode(StatusCodes.BadNoSubscription))
        {
            // All that we know of ran out on the server, unless the last one was just deleted.
            foreach ((uint id, Subscription subscription) in _subscriptions)
            {
                Remove(id);
                subscription.Lose(reason);
            }
        }
        else if (OpcUaClient.EndsSession(reason.Status))
        {
            _channel.Break(reason);
        }
        else if (rest)
        {
            _ = FillLaterAsync();
        }
        else
        {
            Fill();
        }
    }

    private async Task FillLaterAsync()
    {
        if (Interlocked.Exchange(ref _isResting, 1) != 0)
        {
            return;
        }

        using var broken = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(BackOff, _options.Time, broken.Token), _channel.Broken);
        await broken.CancelAsync();
        Volatile.Write(ref _isResting, 0);
        Fill();
    }

    private async Task BreakWithChannelAsync()
    {
        Exception reason = await _channel.Broken;
        OpcUaException told = reason as OpcUaException ?? new OpcUaException(StatusCodes.BadConnectionClosed, reason.Message, reason);
        foreach ((uint id, Subscription subscription) in _subscriptions)
        {
            Remove(id);
            subscription.OnLinkBroke(told);
        }
    }

    /// <summary>See <see cref="Expect"/>.</summary>
    public readonly struct Expectation(PublishPump pump) : IDisposable
    {
        public void Dispose()
        {
            lock (pump._gate)
            {
                pump._expecting--;
            }
        }
    }

    private sealed class Answer(PublishPump pump, SubscriptionAcknowledgement[]? acknowledgements) : IPendingRequest
    {
        public bool TakesSpares => true;

        public void Complete(IServiceResponse response)
        {
            if (response is PublishResponse publish)
            {
                pump.OnAnswer(publish);
            }
            else
            {
                Fail(new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.GetType().Name} in place of PublishResponse"));
            }
        }

        public void Fail(OpcUaException reason) => pump.OnFailure(reason, acknowledgements);
    }
}
