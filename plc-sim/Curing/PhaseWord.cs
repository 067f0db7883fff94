namespace PrecastMes.PlcSim.Curing;

/// <summary>The words of the <c>Phase</c> signal.</summary>
internal static class PhaseWord
{
    public static string Of(CuringPhase phase) => phase switch
    {
        CuringPhase.Empty => "empty",
        CuringPhase.Preset => "preset",
        CuringPhase.Heat => "heat",
        CuringPhase.Hold => "hold",
        CuringPhase.Cool => "cool",
        CuringPhase.Done => "done",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "Unknown curing phase."),
    };
}
