namespace PrecastMes.Scheduling.Explaining;

/// <summary>A resource that loads hold.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Index">Mould type, mould unit, mixer or line.</param>
/// <param name="Part">Step or crew of the line.</param>
internal readonly record struct Resource(ResourceKind Kind, int Index, int Part = 0);
