using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Live;

/// <summary>A work unit as it is.</summary>
/// <param name="Unit">Work unit.</param>
/// <param name="LineId">Its line; of a shared mixer the first.</param>
/// <param name="State">PackML state; <see cref="PackMlState.Undefined"/> until first read.</param>
/// <param name="Operation">Operation that runs or was commanded; empty when none.</param>
/// <param name="Code">Command that runs or was written; <see cref="CommandCode.None"/> when none.</param>
/// <param name="PalletId">Pallet here by the journal; null when none.</param>
/// <param name="SeenPalletId">What its reader sees; empty when nothing.</param>
/// <param name="LoadId">Load here or served; null when none.</param>
/// <param name="ElementIds">Its elements.</param>
/// <param name="ProgressPercent">Of the running command, 0–100.</param>
/// <param name="FaultCode">0 none; 1000 and above are the server's own.</param>
/// <param name="Waiting">Loads that wait before it (finishing places).</param>
public sealed record UnitSnapshot(
    string Unit,
    string LineId,
    PackMlState State,
    string Operation,
    CommandCode Code,
    string? PalletId,
    string SeenPalletId,
    string? LoadId,
    IReadOnlyList<string> ElementIds,
    double ProgressPercent,
    int FaultCode,
    int Waiting);
