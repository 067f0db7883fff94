using PrecastMes.OpcUa.Services;

namespace PrecastMes.OpcUa.Server;

/// <summary>Tells a monitored item that a property of its variable has another value, and with a new EURange the percent deadband.</summary>
internal sealed class SemanticsObserver(ServerSubscription subscription, DataMonitoredItem item, UaVariable property) : IValueObserver
{
    private bool _hasFirst;

    public int Slot { get; set; }

    public void Attach() => property.Attach(this);

    public void Detach() => property.Detach(this);

    public void OnValue(in DataValue value)
    {
        lock (subscription.Gate)
        {
            if (!_hasFirst)
            {
                // The value as it was when the item was made.
                _hasFirst = true;
                return;
            }

            ChangeFilter filter = item.Settings.Filter;
            item.OnSemanticsChanged(Semantics.IsEURange(property) ? DataChangeFilters.WithRange(filter, value.Value) : filter);
        }
    }
}
