using System.Collections.Immutable;
using PrecastMes.Execution.Lines;
using PrecastMes.OpcUa;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// Collects what comes from the PLC into images. A result is only believed as a block read after its number was seen: the PLC
/// writes the number last, so what is read behind it belongs together.
/// </summary>
internal sealed class PlcImageBuilder(IReadOnlyList<string> units, IReadOnlyList<string> places)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, uint> commanded = new(StringComparer.Ordinal);
    private PlcImage image = PlcImage.Nothing with
    {
        Units = units.ToImmutableSortedDictionary(u => u, _ => UnitImage.Fresh, StringComparer.Ordinal),
        Places = places.ToImmutableSortedDictionary(p => p, _ => PlaceImage.Vacant, StringComparer.Ordinal),
    };

    public PlcImage Image
    {
        get
        {
            lock (gate)
            {
                return image;
            }
        }
    }

    public void Connected(bool connected)
    {
        lock (gate)
        {
            image = image with { Connected = connected };
        }
    }

    /// <summary>To be told before commands are written: which numbers are ours.</summary>
    public void Commanded(IReadOnlyList<CommandIssued> commands)
    {
        lock (gate)
        {
            foreach (var command in commands)
            {
                commanded[command.Unit] = command.UnitSeq;
                image = image with { Units = image.Units.SetItem(command.Unit, Taken(command.Unit, image.Units[command.Unit])) };
            }
        }
    }

    /// <summary>Takes a unit's block, read in the order of <see cref="UnitSignal"/>. True when the handshake moved.</summary>
    /// <exception cref="OpcUaException">A value is not what the handshake has there.</exception>
    public bool Unit(string unit, ReadOnlySpan<DataValue> block)
    {
        var read = UnitImage.Fresh;
        foreach (var signal in TagTable.Block)
        {
            read = With(unit, read, signal, block[(int)signal].Value);
        }

        lock (gate)
        {
            var before = image.Units[unit];
            read = Taken(unit, read with { TakenSeq = before.TakenSeq });
            image = image with { Units = image.Units.SetItem(unit, read) };
            return Moved(before, read);
        }
    }

    /// <summary>Takes a place's block, read in the order of <see cref="PlaceSignal"/>. True when something but the temperature changed.</summary>
    /// <exception cref="OpcUaException">A value is not what the handshake has there.</exception>
    public bool Place(string place, ReadOnlySpan<DataValue> block)
    {
        lock (gate)
        {
            var before = image.Places[place];
            var read = before;
            foreach (var signal in TagTable.PlaceBlock)
            {
                read = With(place, read, signal, block[(int)signal].Value);
            }

            image = image with { Places = image.Places.SetItem(place, read) };
            return before.Phase != read.Phase || before.PalletId != read.PalletId;
        }
    }

    public void Curve(string place, CuringCurve curve, DateTimeOffset readAt)
    {
        lock (gate)
        {
            image = image with { Places = image.Places.SetItem(place, image.Places[place] with { Curve = curve, CurveReadAt = readAt }) };
        }
    }

    /// <summary>True when the signal matters to who commands.</summary>
    /// <exception cref="OpcUaException">The value is not what the handshake has there.</exception>
    public bool Plant(string signal, Variant value)
    {
        lock (gate)
        {
            var before = image;
            image = signal switch
            {
                TagTable.BootId => image with { BootId = SignalValue.Count(value, "", signal) },
                TagTable.Fence => image with { Fence = SignalValue.Count(value, "", signal) },
                TagTable.Ambient => image with { AmbientTempC = SignalValue.Measure(value, "", signal) },
                _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of the plant."),
            };
            return before.BootId != image.BootId || before.Fence != image.Fence;
        }
    }

    /// <summary>Takes a change of a unit's signal. A new result number changes nothing yet: its block has to be read.</summary>
    /// <returns>Whether the handshake moved, and whether the block has to be read.</returns>
    /// <exception cref="OpcUaException">The value is not what the handshake has there.</exception>
    public (bool Moved, bool ReadBlock) Change(string unit, UnitSignal signal, Variant value)
    {
        lock (gate)
        {
            var before = image.Units[unit];
            if (signal == UnitSignal.ResultSeq)
            {
                return (false, before.ResultSeq != SignalValue.Count(value, unit, signal));
            }

            var after = Taken(unit, With(unit, before, signal, value));
            image = image with { Units = image.Units.SetItem(unit, after) };
            return (Moved(before, after), false);
        }
    }

    /// <summary>Takes a change of a place's signal.</summary>
    /// <exception cref="OpcUaException">The value is not what the handshake has there.</exception>
    public bool Change(string place, PlaceSignal signal, Variant value)
    {
        lock (gate)
        {
            var before = image.Places[place];
            var after = With(place, before, signal, value);
            image = image with { Places = image.Places.SetItem(place, after) };
            return before.Phase != after.Phase || before.PalletId != after.PalletId;
        }
    }

    private static bool Moved(UnitImage before, UnitImage after) =>
        before.AckSeq != after.AckSeq
        || before.ResultSeq != after.ResultSeq
        || before.FaultCode != after.FaultCode
        || before.PalletId != after.PalletId;

    // With the lock held.
    private UnitImage Taken(string unit, UnitImage seen) =>
        commanded.TryGetValue(unit, out var number) && seen.AckSeq == number ? seen with { TakenSeq = number } : seen;

    private static UnitImage With(string unit, UnitImage image, UnitSignal signal, Variant value) => signal switch
    {
        UnitSignal.AckSeq => image with { AckSeq = SignalValue.Count(value, unit, signal) },
        UnitSignal.ResultSeq => image with { ResultSeq = SignalValue.Count(value, unit, signal) },
        UnitSignal.ResultId => image with { ResultId = SignalValue.Count(value, unit, signal) },
        UnitSignal.ResultCode => image with { ResultCode = SignalValue.Result(value, unit, signal) },
        UnitSignal.ResultDetail => image with { ResultDetail = SignalValue.Remark(value, unit, signal) },
        UnitSignal.ResultStartedAt => image with { ResultStartedAt = SignalValue.Instant(value, unit, signal) },
        UnitSignal.ResultEndedAt => image with { ResultEndedAt = SignalValue.Instant(value, unit, signal) },
        UnitSignal.State => image with { State = (PackMlState)SignalValue.Code(value, unit, signal) },
        UnitSignal.Progress => image with { ProgressPercent = SignalValue.Measure(value, unit, signal) },
        UnitSignal.Fault => image with { FaultCode = SignalValue.Code(value, unit, signal) },
        UnitSignal.PalletId => image with { PalletId = SignalValue.Name(value, unit, signal) },
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of a unit."),
    };

    private static PlaceImage With(string place, PlaceImage image, PlaceSignal signal, Variant value) => signal switch
    {
        PlaceSignal.PalletId => image with { PalletId = SignalValue.Name(value, place, signal) },
        PlaceSignal.TempC => image with { TempC = SignalValue.Measure(value, place, signal) },

        // A curve belongs to the load that was here; the next load has none yet.
        PlaceSignal.Phase when SignalValue.Name(value, place, signal) is var phase =>
            phase == CuringPhase.Done ? image with { Phase = phase } : image with { Phase = phase, Curve = null, CurveReadAt = null },
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of a curing place."),
    };
}
