using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Loads;
using PrecastMes.Persistence.Projects;

namespace PrecastMes.Persistence.Elements;

/// <summary>All that is known of an element.</summary>
/// <param name="Element">Order, plan and times.</param>
/// <param name="Project">Its project; null only while the project's own facts have not been read yet.</param>
/// <param name="Load">Its load; null before it is planned.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="Curve">Its load's curing curve; null before curing is over.</param>
/// <param name="ShiftId">The shift whose close counts it as output; null before.</param>
public sealed record ElementLife(
    ElementRow Element,
    ProjectRow? Project,
    LoadRow? Load,
    IReadOnlyList<ElementEventRow> Events,
    CuringCurveRow? Curve,
    string? ShiftId);
