using PrecastMes.Execution.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// What the owner wants of the PLC, kept until it is so: the newest command of each unit, the shift level, curves to be read.
/// A command is due until the PLC has been seen to take it, and was not written on this connection since it was last compared: a PLC that
/// comes back without its memory is not given again what it had.
/// </summary>
internal sealed class LinkOrders
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, CommandIssued> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> written = new(StringComparer.Ordinal);
    private readonly SortedSet<string> curves = new(StringComparer.Ordinal);
    private uint fence;
    private bool drives;
    private bool? shift;
    private bool shiftWritten;

    public uint Fence
    {
        get
        {
            lock (gate)
            {
                return fence;
            }
        }
    }

    public void Attach()
    {
        lock (gate)
        {
            // Whoever attaches knows better than its forerunner what is outstanding.
            drives = false;
            commands.Clear();
            curves.Clear();
        }
    }

    public void Drive(uint epoch, IReadOnlyList<CommandIssued> outstanding)
    {
        lock (gate)
        {
            fence = epoch;
            drives = true;
            foreach (var command in outstanding)
            {
                commands[command.Unit] = command;
            }
        }
    }

    public void Issue(CommandIssued command)
    {
        lock (gate)
        {
            commands[command.Unit] = command;
        }
    }

    public void SetShift(bool active)
    {
        lock (gate)
        {
            shift = active;
            shiftWritten = false;
        }
    }

    public void ReadCurve(string place)
    {
        lock (gate)
        {
            curves.Add(place);
        }
    }

    /// <summary>Nothing counts as written: after a connect, or when all handshakes were read anew.</summary>
    public void CompareAnew(bool connected)
    {
        lock (gate)
        {
            written.Clear();
            shiftWritten &= !connected;
        }
    }

    public IReadOnlyList<CommandIssued> DueCommands(PlcImage image)
    {
        lock (gate)
        {
            return drives
                ? [.. commands.Values.Where(c => !image.Units[c.Unit].HasTaken(c.UnitSeq) && written.GetValueOrDefault(c.Unit) < c.UnitSeq)]
                : [];
        }
    }

    public void Written(IReadOnlyList<CommandIssued> done)
    {
        lock (gate)
        {
            foreach (var command in done)
            {
                written[command.Unit] = command.UnitSeq;
            }
        }
    }

    public bool? DueShift()
    {
        lock (gate)
        {
            return shiftWritten ? null : shift;
        }
    }

    public void ShiftWritten(bool level)
    {
        lock (gate)
        {
            shiftWritten = shift == level;
        }
    }

    public IReadOnlyList<string> TakeCurves()
    {
        lock (gate)
        {
            string[] taken = [.. curves];
            curves.Clear();
            return taken;
        }
    }
}
