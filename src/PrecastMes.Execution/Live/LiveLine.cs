using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Execution.Live;

/// <summary>
/// The lines as they are, published for pages and the API: what the journal says, next to what the PLC says. Reading asks no
/// actor and waits for nobody.
/// </summary>
public sealed class LiveLine(PlantLayout layout, TimeProvider clock)
{
    private const string Starting = "starting";

    private readonly Dictionary<string, string> lineOfUnit = LinesOfUnits(layout);
    private volatile string? journalFault = Starting;
    private volatile LineState state = LineState.Empty;
    private volatile PlcImage image = PlcImage.Nothing;
    private volatile PlcConnection connection = new(false, "", DateTimeOffset.MinValue, "");

    /// <summary>
    /// Something changed. Called on the thread that changed it, many times a second: take note and return, read later.
    /// </summary>
    public event Action? Changed;

    /// <summary>
    /// Why the line can't write its journal: <c>starting</c> until it has read it, the kind of the failure from a failed write
    /// until the next that succeeds; null when all is well.
    /// </summary>
    public string? JournalFault => journalFault;

    /// <summary>The connection to the PLC.</summary>
    public PlcConnection Connection => connection;

    /// <summary>What the journal says, whole.</summary>
    public LineState State => state;

    /// <summary>What the PLC says, whole; its handshake numbers are shown to whoever commissions a unit.</summary>
    public PlcImage Image => image;

    /// <summary>The lines now.</summary>
    public LineSnapshot Snapshot() => new Picture(layout, lineOfUnit, state, image).Draw(clock.GetUtcNow(), connection, ShiftNow());

    internal void Publish(LineState next)
    {
        state = next;
        Changed?.Invoke();
    }

    internal void JournalRead()
    {
        // A line that failed to write and has read its journal again has not written yet.
        if (journalFault == Starting)
        {
            journalFault = null;
        }
    }

    internal void JournalWritten() => journalFault = null;

    internal void JournalFailed(Exception cause)
    {
        journalFault = cause.GetBaseException().GetType().Name;
        Changed?.Invoke();
    }

    internal void Publish(PlcImage next)
    {
        image = next;
        Changed?.Invoke();
    }

    internal void Publish(PlcConnection next)
    {
        connection = next;
        Changed?.Invoke();
    }

    private string? ShiftNow() => layout.Calendar.At(clock.GetUtcNow())?.Id;

    private static Dictionary<string, string> LinesOfUnits(PlantLayout layout)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in layout.Plant.CirculationLines)
        {
            foreach (var unit in line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations).Select(s => s.Id)
                .Concat(line.Chamber.Compartments())
                .Append(line.MagazineId)
                .Append(line.MixerId)
                .Append(line.Chamber.CraneId))
            {
                lines.TryAdd(unit, line.Id);
            }
        }

        foreach (var area in layout.Plant.FixedMouldAreas)
        {
            lines.TryAdd(area.MixerId, area.Id);
            foreach (var unit in area.FinishingStations.Select(s => s.Id)
                .Concat(layout.Plant.MouldTypes.Where(t => t.LineId == area.Id).SelectMany(t => t.Units())))
            {
                lines.TryAdd(unit, area.Id);
            }
        }

        return lines;
    }
}
