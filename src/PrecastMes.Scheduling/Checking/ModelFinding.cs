namespace PrecastMes.Scheduling.Checking;

/// <summary>A contradiction between plant and orders, found before anything is planned.</summary>
/// <param name="Kind">What contradicts what.</param>
/// <param name="Arguments">What the sentence about it names, in the order given at <see cref="ModelFindingKind"/>.</param>
/// <param name="Elements">Elements that are concerned, over 0.</param>
public sealed record ModelFinding(ModelFindingKind Kind, IReadOnlyList<string> Arguments, int Elements)
{
    /// <summary>Whether these elements can't be made at all; else they can't be on time, or only with a loss of quality.</summary>
    public bool Stops => Kind is not (ModelFindingKind.NoShiftForFreshConcrete or ModelFindingKind.LateAlone or ModelFindingKind.LateByResource);
}
