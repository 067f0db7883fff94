namespace PrecastMes.PlcSim.Machines;

/// <summary>What happened since the last <see cref="Take"/>, and whether anything changed that must survive a restart.</summary>
internal sealed class EventBook
{
    private List<PhysicalEvent> events = [];

    /// <summary>Number of the last event handed out; kept over restarts.</summary>
    public long LastNumber { get; set; }

    /// <summary>True when something changed that must survive a restart.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>Notes a change that is no event.</summary>
    public void Touch() => IsTouched = true;

    /// <summary>Notes an event.</summary>
    public void Add(PhysicalEvent happened)
    {
        events.Add(happened);
        IsTouched = true;
    }

    /// <summary>Hands out the events in the order of their instants, numbered, and begins anew.</summary>
    public IReadOnlyList<PhysicalEvent> Take()
    {
        IsTouched = false;
        if (events.Count == 0)
        {
            return [];
        }

        // OrderBy is stable: events of one instant stay in the order in which they were noted.
        var taken = events.OrderBy(happened => happened.At).Select(happened => happened with { Number = ++LastNumber }).ToArray();
        events = [];
        return taken;
    }
}
