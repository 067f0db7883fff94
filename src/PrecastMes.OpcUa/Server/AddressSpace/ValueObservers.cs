using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Server;

/// <summary>Who watches a variable: comes and goes as quickly among thousands as alone. The variable's lock guards it.</summary>
internal struct ValueObservers
{
    private IValueObserver[]? _all;
    private int _count;

    /// <summary>One that is there already stays there once.</summary>
    public void Add(IValueObserver observer)
    {
        if (Has(observer))
        {
            return;
        }

        // Most variables are watched once.
        _all ??= new IValueObserver[1];
        if (_count == _all.Length)
        {
            Array.Resize(ref _all, _count * 2);
        }

        observer.Slot = _count;
        _all[_count++] = observer;
    }

    /// <summary>The last one takes its place. One that is not there is left alone.</summary>
    public void Remove(IValueObserver observer)
    {
        if (!Has(observer))
        {
            return;
        }

        IValueObserver last = _all![--_count];
        _all[observer.Slot] = last;
        last.Slot = observer.Slot;
        _all[_count] = null!;
        if (_count == 0)
        {
            _all = null;
        }
    }

    public readonly void Tell(in DataValue value, NodeId variable, ILogger logger)
    {
        for (int i = 0; i < _count; i++)
        {
            Tell(_all![i], value, variable, logger);
        }
    }

    private readonly bool Has(IValueObserver observer) => observer.Slot < _count && ReferenceEquals(_all![observer.Slot], observer);

    // Who watches is a client; what goes wrong there is never the writer's, nor that of the others who watch.
    public static void Tell(IValueObserver observer, in DataValue value, NodeId variable, ILogger logger)
    {
        try
        {
            observer.OnValue(value);
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(logger, exception, variable);
        }
    }
}
