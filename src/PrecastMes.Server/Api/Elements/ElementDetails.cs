using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Server.Api.Elements;

/// <summary>Everything that is known of one element.</summary>
/// <param name="Element">What the list shows.</param>
/// <param name="LengthMm">Length as it lies on the pallet, mm.</param>
/// <param name="WidthMm">Width as it lies on the pallet, mm.</param>
/// <param name="ThicknessMm">Thickness, mm.</param>
/// <param name="Place">Where it lies on its pallet; null before it is planned.</param>
/// <param name="StartedAt">Its load was started.</param>
/// <param name="DemouldedAt">Its moulds were taken off.</param>
/// <param name="ShiftId">The shift whose close counts it as output; null before.</param>
/// <param name="Curing">Its curing; null before it is recorded.</param>
/// <param name="Events">Its facts, oldest first.</param>
public sealed record ElementDetails(
    ElementSummary Element,
    int LengthMm,
    int WidthMm,
    int ThicknessMm,
    PlaceOnPallet? Place,
    DateTimeOffset? StartedAt,
    DateTimeOffset? DemouldedAt,
    string? ShiftId,
    ElementCuring? Curing,
    IReadOnlyList<ElementFact> Events)
{
    internal static ElementDetails Of(ElementLife life)
    {
        var row = life.Element;
        return new ElementDetails(
            ElementSummary.Of(row),
            row.LengthMm,
            row.WidthMm,
            row.ThicknessMm,
            row is { XMm: { } x, YMm: { } y } ? new PlaceOnPallet(x, y, row.Rotated ?? false) : null,
            row.StartedAt,
            row.DemouldedAt,
            life.ShiftId,
            life.Curve is null ? null : ElementCuring.Of(life.Curve),
            [.. life.Events.Select(e => new ElementFact(e.At, e.Kind, e.Unit, e.Operation, e.StartedAt, e.Detail))]);
    }
}

/// <summary>Where an element lies on its pallet.</summary>
/// <param name="XMm">Left edge from the pallet's left end, mm.</param>
/// <param name="YMm">Lower edge from the pallet's lower side, mm.</param>
/// <param name="Rotated">True when its length lies across the pallet.</param>
public sealed record PlaceOnPallet(int XMm, int YMm, bool Rotated);

/// <summary>The curing of an element's load.</summary>
/// <param name="Place">Compartment or fixed mould.</param>
/// <param name="StartedAt">First sample.</param>
/// <param name="IntervalSeconds">Between samples, seconds.</param>
/// <param name="TempsC">Temperatures, ℃.</param>
/// <param name="MaturityCHours">Nurse-Saul maturity with datum 0 ℃, ℃·h.</param>
/// <param name="StrengthMpa">Estimated strength, MPa.</param>
public sealed record ElementCuring(
    string Place, DateTimeOffset StartedAt, int IntervalSeconds, IReadOnlyList<decimal> TempsC, decimal MaturityCHours, decimal StrengthMpa)
{
    internal static ElementCuring Of(CuringCurveRow row) => new(
        row.Place, row.StartedAt, row.IntervalSeconds, [.. row.TempsDeciC.Select(t => t / 10m)], row.MaturityDeciCHours / 10m, row.StrengthDeciMpa / 10m);
}

/// <summary>A fact in an element's life.</summary>
/// <param name="At">When it happened or ended.</param>
/// <param name="Kind">What kind of fact, e.g. operation, moved, cured, passed.</param>
/// <param name="Unit">Work unit or place; empty where there is none.</param>
/// <param name="Operation">Operation code; empty where there is none.</param>
/// <param name="StartedAt">When what ended at <paramref name="At"/> began; null for what has no length.</param>
/// <param name="Detail">Further names and values.</param>
public sealed record ElementFact(DateTimeOffset At, string Kind, string Unit, string Operation, DateTimeOffset? StartedAt, string Detail);
