namespace PrecastMes.Server.Cli;

/// <summary>What the program's exit codes mean; scripts rely on them.</summary>
internal static class ExitCode
{
    /// <summary>Done; for <c>serve</c> also stopped on request.</summary>
    internal const int Done = 0;

    /// <summary>A fault of the program itself.</summary>
    internal const int Fault = 1;

    /// <summary>Bad input or bad usage; nothing was changed.</summary>
    internal const int BadInput = 2;

    /// <summary>No plan can hold what was asked; the reasons were printed.</summary>
    internal const int Infeasible = 3;

    /// <summary>The other side, such as an OPC UA server, can't be reached, refuses, or gave a bad code for a part of what was asked.</summary>
    internal const int Refused = 4;

    /// <summary>Cancelled before its end.</summary>
    internal const int Cancelled = 130;
}
