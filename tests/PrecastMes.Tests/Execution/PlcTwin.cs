using System.Collections.Immutable;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Tests.Execution;

/// <summary>
/// The line and its PLC in memory, under a clock that the test moves: the handshake by levels, pallets in places, curing by the
/// clock. It keeps a book of what physically happened, and of what must never happen.
/// </summary>
internal sealed class PlcTwin
{
    private const int CurveIntervalSeconds = 300;
    private readonly SortedDictionary<string, Unit> units = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> pallets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Carrier, DateTimeOffset Since)> curing = new(StringComparer.Ordinal);
    private readonly PlantLayout layout;
    private readonly Random random;
    private DateTimeOffset now;

    public PlcTwin(PlantLayout layout, int seed, DateTimeOffset start)
    {
        this.layout = layout;
        random = new Random(seed);
        now = start;
        foreach (var unit in layout.WorkUnits)
        {
            units.Add(unit, new Unit());
        }

        foreach (var line in layout.Plant.CirculationLines)
        {
            foreach (var pallet in line.Pallets.Ids())
            {
                pallets.Add(pallet, line.MagazineId);
            }
        }
    }

    /// <summary>Commands begun, in order.</summary>
    public List<(string Unit, uint Seq, uint Id, CommandIssued Command)> Executed { get; } = [];

    /// <summary>Commands refused, each with its reason.</summary>
    public List<string> Refused { get; } = [];

    public uint Fence { get; private set; }

    public bool ShiftActive { get; set; } = true;

    public Func<DateTimeOffset, int, short>? Temperature { get; set; }

    /// <summary>When something ends next; null when nothing runs.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            var ends = units.Values.Where(u => u.Running is not null && !Paused(u)).Select(u => now + u.Remaining)
                .Concat(curing.Values.Select(c => c.Since.AddSeconds(CureSeconds)).Where(at => at > now))
                .ToList();
            return ends.Count == 0 ? null : ends.Min();
        }
    }

    /// <summary>Real length of a curing programme, seconds.</summary>
    public int CureSeconds { get; set; } = 31000;

    public void Stop(string unit, int faultCode) => units[unit].Fault = faultCode;

    /// <summary>What the wire brings: a number not above the acknowledged one is ignored, whatever stands in the other signals.</summary>
    public void Write(CommandIssued command, uint fence)
    {
        var unit = units[command.Unit];
        if (command.UnitSeq <= unit.Ack || unit.Running is not null)
        {
            return;
        }

        unit.Ack = command.UnitSeq;
        var refusal = fence < Fence ? "fence" : Refuse(command);
        if (refusal is not null)
        {
            Refused.Add($"{now:O} {command.Unit} {command.Code} {command.Carrier} {command.Source}>{command.Target}: {refusal}");
            unit.Finish(command, ResultCode.Refused, refusal, now, now);
            return;
        }

        Fence = fence;
        Executed.Add((command.Unit, command.UnitSeq, command.CommandId, command));
        unit.Running = command;
        unit.StartedAt = now;
        unit.Remaining = TimeSpan.FromSeconds(command.WorkSeconds * (0.8 + (0.3 * random.NextDouble())));
        if (command.Code == CommandCode.Cure)
        {
            unit.Remaining = TimeSpan.FromSeconds(CureSeconds);
            curing[command.Unit] = (command.Carrier, now);
        }
    }

    public void Advance(DateTimeOffset to)
    {
        var step = to - now;
        now = to;
        foreach (var (id, unit) in units)
        {
            if (unit.Running is not { } command || Paused(unit))
            {
                continue;
            }

            unit.Remaining -= step;
            if (unit.Remaining <= TimeSpan.Zero)
            {
                var at = to + unit.Remaining;
                unit.Running = null;
                End(id, command, at);
                unit.Finish(command, ResultCode.Done, "", unit.StartedAt, at);
            }
        }
    }

    public CuringCurve? Curve(string place)
    {
        if (!curing.TryGetValue(place, out var cure))
        {
            return null;
        }

        var count = (int)((now - cure.Since).TotalSeconds / CurveIntervalSeconds) + 1;
        return new CuringCurve(cure.Since, CurveIntervalSeconds, [.. Enumerable.Range(0, count).Select(i => Temp(cure.Since, i))]);
    }

    public PlcImage Image(IReadOnlyDictionary<string, (CuringCurve Curve, DateTimeOffset At)> curves) => new(
        true,
        1,
        Fence,
        18,
        units.ToImmutableSortedDictionary(u => u.Key, u => u.Value.Image(), StringComparer.Ordinal),
        layout.CuringPlaces.ToImmutableSortedDictionary(p => p, p => Place(p, curves), StringComparer.Ordinal));

    private PlaceImage Place(string place, IReadOnlyDictionary<string, (CuringCurve Curve, DateTimeOffset At)> curves)
    {
        if (!curing.TryGetValue(place, out var cure))
        {
            return PlaceImage.Vacant;
        }

        var phase = now >= cure.Since.AddSeconds(CureSeconds) ? CuringPhase.Done : "hold";
        return curves.TryGetValue(place, out var read)
            ? new PlaceImage(cure.Carrier, phase, 40, read.Curve, read.At)
            : new PlaceImage(cure.Carrier, phase, 40, null, null);
    }

    // Preset 2 h at 20 ℃, then 50 ℃ until an hour before the end, then 38 ℃, each reached at 15 ℃ an hour.
    private short Temp(DateTimeOffset since, int index)
    {
        if (Temperature is { } given)
        {
            return given(since, index);
        }

        var hours = index * CurveIntervalSeconds / 3600.0;
        var out0 = (CureSeconds / 3600.0) - 1;
        var temp = hours < 2 ? 20 : Math.Min(50, 20 + (15 * (hours - 2)));
        return (short)Math.Round(10 * (hours > out0 ? Math.Max(38, temp - (15 * (hours - out0))) : temp));
    }

    private bool Paused(Unit unit) => unit.Fault != 0 || (unit.Running!.Interruptible && !ShiftActive);

    private string? Refuse(CommandIssued command)
    {
        if (command.Code is CommandCode.Transfer or CommandCode.Store or CommandCode.Retrieve)
        {
            if (pallets.GetValueOrDefault(command.Carrier) != command.Source)
            {
                return $"carrier is at {pallets.GetValueOrDefault(command.Carrier)}";
            }

            var magazine = layout.Plant.CirculationLines.Any(l => l.MagazineId == command.Target);
            return !magazine && pallets.Any(p => p.Value == command.Target) ? $"{command.Target} is occupied" : null;
        }

        var station = layout.Plant.CirculationLines.Any(l => l.WetStations.Concat(l.DryStations).Any(s => s.Id == command.Unit));
        return station && pallets.GetValueOrDefault(command.Carrier) != command.Unit ? "no such pallet here" : null;
    }

    private void End(string unit, CommandIssued command, DateTimeOffset at)
    {
        if (command.Code is CommandCode.Transfer or CommandCode.Store or CommandCode.Retrieve)
        {
            pallets[command.Carrier] = command.Target;
        }

        if (command.Code == CommandCode.Store)
        {
            curing[command.Target] = (command.Carrier, at);
        }
        else if (command.Code == CommandCode.Retrieve)
        {
            curing.Remove(command.Source);
        }
        else if (command.Operation == "demould")
        {
            curing.Remove(unit);
        }
    }

    private sealed class Unit
    {
        public uint Ack { get; set; }

        public CommandIssued? Running { get; set; }

        public TimeSpan Remaining { get; set; }

        public DateTimeOffset StartedAt { get; set; }

        public int Fault { get; set; }

        private UnitImage Result { get; set; } = UnitImage.Fresh;

        public void Finish(CommandIssued command, ResultCode code, string detail, DateTimeOffset startedAt, DateTimeOffset endedAt) =>
            Result = Result with
            {
                ResultSeq = command.UnitSeq,
                ResultId = command.CommandId,
                ResultCode = code,
                ResultDetail = detail,
                ResultStartedAt = startedAt,
                ResultEndedAt = endedAt,
            };

        public UnitImage Image() => Result with
        {
            AckSeq = Ack,
            FaultCode = Fault,
            State = Running is null ? PackMlState.Idle : PackMlState.Execute,
        };
    }
}
