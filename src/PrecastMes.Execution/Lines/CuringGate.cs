using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Lines;

/// <summary>Lets a load leave its curing place: programme over, curve on record, limits kept, strength reached.</summary>
internal static class CuringGate
{
    // A compartment may start its programme a little before the crane reports its end.
    private static readonly TimeSpan CurveSlack = TimeSpan.FromMinutes(5);

    /// <summary>True when the load may leave; adds the record of its curing when that is not there yet.</summary>
    public static bool Open(LineDraft draft, LoadState load, string place)
    {
        if (load.CuringRecorded)
        {
            return true;
        }

        if (load.Held || !draft.Image.Places.TryGetValue(place, out var seen) || seen.Phase != CuringPhase.Done)
        {
            return false;
        }

        if (!Fresh(draft.Now, load, seen))
        {
            draft.WantCurve(place);
            return false;
        }

        var curve = seen.Curve!;
        var program = draft.Layout.Program(load.Load.CuringProgramId)!;
        var ambient = (int)Math.Round((draft.Image.AmbientTempC != 0 ? draft.Image.AmbientTempC : draft.Layout.Plant.AmbientTempC) * 10);
        var verdict = draft.Layout.CuringRules.Judge(curve, program, load.Load.ConcreteGrade, ambient);
        if (verdict.MustHold && !load.HoldLifted)
        {
            Deviate(draft, load, place, verdict, CuringBreach.Hold);
            return false;
        }

        if (verdict.MustWait)
        {
            draft.Wake(seen.CurveReadAt!.Value.AddSeconds(curve.IntervalSeconds + 1));
            return false;
        }

        Deviate(draft, load, place, verdict, CuringBreach.Record);
        draft.Add(new CuringRecorded(
            draft.Now,
            load.Load.LoadId,
            place,
            curve.StartedAt,
            curve.IntervalSeconds,
            curve.TempsDeciC,
            verdict.MaturityDeciCHours,
            verdict.Strength.LowDeciMpa));
        return true;
    }

    private static bool Fresh(DateTimeOffset now, LoadState load, PlaceImage seen) =>
        seen is { Curve: { TempsDeciC.Count: > 0 } curve, CurveReadAt: { } readAt }
        && now - readAt <= TimeSpan.FromSeconds(curve.IntervalSeconds)
        && curve.StartedAt >= load.CuringSince - CurveSlack;

    private static void Deviate(LineDraft draft, LoadState load, string place, CuringVerdict verdict, CuringBreach breach)
    {
        foreach (var finding in verdict.Findings)
        {
            if (finding.Breach == breach)
            {
                draft.Add(new CuringDeviated(
                    draft.Now, load.Load.LoadId, place, finding.Rule, finding.Clause, finding.Measured, finding.Limit, finding.Breach));
            }
        }
    }
}
