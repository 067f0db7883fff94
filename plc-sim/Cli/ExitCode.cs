namespace PrecastMes.PlcSim.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    /// <summary>Bad input or usage.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of ours.</summary>
    public const int Fault = 1;

    /// <summary>Stopped from outside.</summary>
    public const int Cancelled = 130;
}
