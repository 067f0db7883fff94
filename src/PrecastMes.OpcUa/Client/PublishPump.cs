using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Keeps Publish requests in flight, two more than there are subscriptions, and gives each answer to its subscription in the order in
/// which the answers came.
/// </summary>
internal sealed class PublishPump
{
    private const int Spare = 2;

    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly ClientChannel _channel;
    private readonly OpcUaClientOptions _options;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<uint, Subscription> _subscriptions = new();
    private readonly List<SubscriptionAcknowledgement> _acknowledgements = [];
    private int _inFlight;
    private int _allowed = int.MaxValue;

    public PublishPump(ClientChannel channel, OpcUaClientOptions options)
    {
        _channel = channel;
        _options = options;
        _ = BreakWithChannelAsync();
    }

    public void Add(uint id, Subscription subscription)
    {
        _subscriptions[id] = subscription;
        Fill();
    }

    public void Remove(uint id) => _subscriptions.TryRemove(id, out _);

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
        if (_subscriptions.TryGetValue(response.SubscriptionId, out Subscription? subscription))
        {
            bool acknowledge = subscription.OnNotification(response.NotificationMessage);
            lock (_gate)
            {
                _inFlight--;
                if (acknowledge)
                {
                    _acknowledgements.Add(new SubscriptionAcknowledgement
                    {
                        SubscriptionId = response.SubscriptionId,
                        SequenceNumber = response.NotificationMessage.SequenceNumber,
                    });
                }
            }
        }
        else
        {
            lock (_gate)
            {
                _inFlight--;
            }
        }

        Fill();
    }

    private void OnFailure(OpcUaException reason, SubscriptionAcknowledgement[]? acknowledgements)
    {
        lock (_gate)
        {
            _inFlight--;
            if (acknowledgements is not null)
            {
                _acknowledgements.AddRange(acknowledgements);
            }

            if (reason.Status.IsSameCode(StatusCodes.BadTooManyPublishRequests))
            {
                // The server's word on how many it takes; sent again at once it would only be refused again.
                _allowed = Math.Max(1, _inFlight);
                return;
            }
        }

        if (_channel.Broken.IsCompleted)
        {
            return;
        }

        if (reason.Status.IsSameCode(StatusCodes.BadNoSubscription))
        {
            // All that we know of ran out on the server, unless the last one was just deleted.
            BreakAll(reason);
        }
        else if (reason.Status.IsSameCode(StatusCodes.BadTimeout))
        {
            Fill();
        }
        else
        {
            _ = FillLaterAsync();
        }
    }

    private async Task FillLaterAsync()
    {
        Task delay = Task.Delay(BackOff, _options.Time, CancellationToken.None);
        await Task.WhenAny(delay, _channel.Broken);
        Fill();
    }

    private async Task BreakWithChannelAsync()
    {
        Exception reason = await _channel.Broken;
        BreakAll(reason as OpcUaException ?? new OpcUaException(StatusCodes.BadConnectionClosed, reason.Message, reason));
    }

    private void BreakAll(OpcUaException reason)
    {
        foreach (Subscription subscription in _subscriptions.Values)
        {
            subscription.Break(reason, _channel.EndedAsAsked);
        }
    }

    private sealed class Answer(PublishPump pump, SubscriptionAcknowledgement[]? acknowledgements) : IPendingRequest
    {
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
