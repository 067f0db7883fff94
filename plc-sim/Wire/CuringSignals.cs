using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Curing;

namespace PrecastMes.PlcSim.Wire;

/// <summary>The signals of a compartment's or fixed mould's programme.</summary>
internal sealed class CuringSignals
{
    /// <summary>A probe speaks once a minute: a day of plant time.</summary>
    private const int ValuesKept = 1440;

    private readonly CuringPlace place;
    private readonly UaVariable tempC;
    private readonly UaVariable phase;
    private readonly UaVariable storedAt;
    private readonly UaVariable curve;
    private long shownVersion;
    private int shownSamples;

    public CuringSignals(TagSpace space, string unit, CuringPlace place)
    {
        this.place = place;
        tempC = space.AddOutput(unit, "TempC", DataTypeIds.Float, Rounded());
        phase = space.AddOutput(unit, "Phase", DataTypeIds.String, PhaseWord.Of(place.Phase));
        storedAt = space.AddOutput(unit, "StoredAt", DataTypeIds.DateTime, StoredAt());
        space.AddOutput(unit, "CurveIntervalS", DataTypeIds.UInt32, (uint)place.CurveIntervalSeconds);
        curve = space.AddOutput(unit, "Curve", DataTypeIds.Int16, place.Curve.ToArray());
        shownSamples = place.Curve.Count;
        shownVersion = place.Version;
        space.Keep(tempC, ValuesKept, KeptCurve(), stepped: false);
        space.Keep(phase, 100);
    }

    /// <summary>Shows what changed; the curve before the phase, so that a programme that is done has its whole curve.</summary>
    public void Show()
    {
        if (shownVersion == place.Version)
        {
            return;
        }

        shownVersion = place.Version;
        if (shownSamples != place.Curve.Count)
        {
            shownSamples = place.Curve.Count;
            curve.Value = place.Curve.ToArray();
        }

        tempC.Value = Rounded();
        storedAt.Value = StoredAt();
        phase.Value = PhaseWord.Of(place.Phase);
    }

    /// <summary>What is known of the running programme from before a restart.</summary>
    private IEnumerable<DataValue> KeptCurve()
    {
        for (var i = 0; place.StoredAt is { } storedAt && i < place.Curve.Count; i++)
        {
            yield return new DataValue(place.Curve[i] / 10f, StatusCodes.Good, storedAt.UtcDateTime.AddSeconds(i * place.CurveIntervalSeconds));
        }
    }

    /// <summary>A real probe resolves 0.1 ℃; so a steady place changes no signal.</summary>
    private float Rounded() => MathF.Round((float)place.ConcreteC, 1);

    private DateTime StoredAt() => place.StoredAt?.UtcDateTime ?? DateTime.MinValue;
}
