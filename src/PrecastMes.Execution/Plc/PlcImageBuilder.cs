using System.Collections.Immutable;
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

    /// <summary>Takes a unit's block, read in the order of <see cref="UnitSignal"/>. True when the handshake moved.</summary>
    public bool Unit(string unit, ReadOnlySpan<DataValue> block)
    {
        var read = UnitImage.Fresh;
        foreach (var signal in TagTable.Block)
        {
            read = With(read, signal, block[(int)signal].Value);
        }

        lock (gate)
        {
            var before = image.Units[unit];
            image = image with { Units = image.Units.SetItem(unit, read) };
            return Moved(before, read);
        }
    }

    /// <summary>Takes a place's block, read in the order of <see cref="PlaceSignal"/>. True when something but the temperature changed.</summary>
    public bool Place(string place, ReadOnlySpan<DataValue> block)
    {
        lock (gate)
        {
            var before = image.Places[place];
            var read = before;
            foreach (var signal in TagTable.PlaceBlock)
            {
                read = With(read, signal, block[(int)signal].Value);
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
    public bool Plant(string signal, Variant value)
    {
        lock (gate)
        {
            var before = image;
            image = signal switch
            {
                TagTable.BootId => image with { BootId = (uint)(value.ToInt64() ?? 0) },
                TagTable.Fence => image with { Fence = (uint)(value.ToInt64() ?? 0) },
                TagTable.Ambient => image with { AmbientTempC = (float)(value.ToDouble() ?? 0) },
                _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of the plant."),
            };
            return before.BootId != image.BootId || before.Fence != image.Fence;
        }
    }

    /// <summary>Takes a change of a unit's signal. A new result number changes nothing yet: its block has to be read.</summary>
    /// <returns>Whether the handshake moved, and whether the block has to be read.</returns>
    public (bool Moved, bool ReadBlock) Change(string unit, UnitSignal signal, Variant value)
    {
        lock (gate)
        {
            var before = image.Units[unit];
            if (signal == UnitSignal.ResultSeq)
            {
                return (false, before.ResultSeq != (uint)(value.ToInt64() ?? 0));
            }

            var after = With(before, signal, value);
            image = image with { Units = image.Units.SetItem(unit, after) };
            return (Moved(before, after), false);
        }
    }

    /// <summary>Takes a change of a place's signal.</summary>
    public bool Change(string place, PlaceSignal signal, Variant value)
    {
        lock (gate)
        {
            var before = image.Places[place];
            var after = With(before, signal, value);
            image = image with { Places = image.Places.SetItem(place, after) };
            return before.Phase != after.Phase || before.PalletId != after.PalletId;
        }
    }

    private static bool Moved(UnitImage before, UnitImage after) =>
        before.AckSeq != after.AckSeq
        || before.ResultSeq != after.ResultSeq
        || before.FaultCode != after.FaultCode
        || before.PalletId != after.PalletId;

    private static UnitImage With(UnitImage image, UnitSignal signal, Variant value) => signal switch
    {
        UnitSignal.AckSeq => image with { AckSeq = (uint)Number(value) },
        UnitSignal.ResultSeq => image with { ResultSeq = (uint)Number(value) },
        UnitSignal.ResultId => image with { ResultId = (uint)Number(value) },
        UnitSignal.ResultCode => image with { ResultCode = (ResultCode)Number(value) },
        UnitSignal.ResultDetail => image with { ResultDetail = Text(value) },
        UnitSignal.ResultStartedAt => image with { ResultStartedAt = Instant(value) },
        UnitSignal.ResultEndedAt => image with { ResultEndedAt = Instant(value) },
        UnitSignal.State => image with { State = (PackMlState)Number(value) },
        UnitSignal.Progress => image with { ProgressPercent = (float)(value.ToDouble() ?? 0) },
        UnitSignal.Fault => image with { FaultCode = (int)Number(value) },
        UnitSignal.PalletId => image with { PalletId = Text(value) },
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of a unit."),
    };

    private static PlaceImage With(PlaceImage image, PlaceSignal signal, Variant value) => signal switch
    {
        PlaceSignal.PalletId => image with { PalletId = Text(value) },
        PlaceSignal.TempC => image with { TempC = (float)(value.ToDouble() ?? 0) },

        // A curve belongs to the load that was here; the next load has none yet.
        PlaceSignal.Phase when Text(value) != CuringPhase.Done => image with { Phase = Text(value), Curve = null, CurveReadAt = null },
        PlaceSignal.Phase => image with { Phase = Text(value) },
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal of a curing place."),
    };

    private static long Number(Variant value) => value.ToInt64() ?? 0;

    private static string Text(Variant value) => value.TryGet<string>(out var text) ? text ?? "" : "";

    private static DateTimeOffset Instant(Variant value) =>
        value.TryGet<DateTime>(out var at) && at.Year > 1601 ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : DateTimeOffset.UnixEpoch;
}
