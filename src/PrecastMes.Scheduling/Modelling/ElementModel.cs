using PrecastMes.Production.Elements;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>An element that the plant can make.</summary>
/// <param name="Element">As ordered.</param>
/// <param name="Line">Index of its line.</param>
/// <param name="MouldType">Index of its mould type.</param>
/// <param name="Mark">Index of its mark among those of the mould type.</param>
/// <param name="CureSeconds">Nominal curing.</param>
/// <param name="Due">Due second of the plan; negative when it was due before the start.</param>
/// <param name="Floor">Number of its floor of a building, the unit in which a site is served.</param>
/// <param name="Release">Second of the plan before which it must not be started; 0 when it may be at once.</param>
/// <param name="PlannedStart">When the plan in force starts it, in seconds of the plan; null when there is none.</param>
internal sealed record ElementModel(Element Element, int Line, int MouldType, int Mark, int CureSeconds, int Due, int Floor, int Release, int? PlannedStart);
