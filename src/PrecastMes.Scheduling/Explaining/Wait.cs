namespace PrecastMes.Scheduling.Explaining;

/// <summary>A load waits for what another one has.</summary>
/// <param name="Load">The load that waits.</param>
/// <param name="Need">What it waits for.</param>
/// <param name="Hold">Who has it, and since when.</param>
internal readonly record struct Wait(int Load, Need Need, Hold Hold);
