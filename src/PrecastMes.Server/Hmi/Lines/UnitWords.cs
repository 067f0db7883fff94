using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Lines;

/// <summary>A unit's state in words and shapes: no state is told by colour alone.</summary>
public static class UnitWords
{
    /// <summary>A shape of its own for each state.</summary>
    public static string Shape(PackMlState state) => state switch
    {
        PackMlState.Idle => "○",
        PackMlState.Execute => "▶",
        PackMlState.Held => "‖",
        PackMlState.Stopped => "■",
        PackMlState.Aborted => "▲",
        _ => "?",
    };

    /// <summary>The state's word; what was never read says so.</summary>
    public static string State(PackMlState state, ScreenText text) => state switch
    {
        PackMlState.Idle => text["PackMl.Idle"],
        PackMlState.Execute => text["PackMl.Execute"],
        PackMlState.Held => text["PackMl.Held"],
        PackMlState.Stopped => text["PackMl.Stopped"],
        PackMlState.Aborted => text["PackMl.Aborted"],
        _ => text["PackMl.Undefined"],
    };

    /// <summary>What the unit does: its operation, or its move.</summary>
    public static string Doing(UnitSnapshot unit, ScreenText text) => unit.Code switch
    {
        CommandCode.None => "",
        CommandCode.Run => text.Coded("Operation", unit.Operation),
        CommandCode.Transfer => text["Command.Transfer"],
        CommandCode.Store => text["Operation.store"],
        CommandCode.Retrieve => text["Operation.retrieve"],
        CommandCode.Batch => text["Operation.batch"],
        CommandCode.Cure => text["Operation.cure"],
        _ => unit.Code.ToString(),
    };

    /// <summary>A fault's words with its number.</summary>
    public static string Fault(int code, ScreenText text) => code switch
    {
        0 => "",
        1 => text["Fault.Stopped"],
        2 => text["Fault.Jammed"],
        UnitFault.HandshakeConflict => text["Fault.Conflict"],
        _ => text["Fault.Other", code],
    };

    /// <summary>A shape for each curing phase.</summary>
    public static string PhaseShape(string phase) => phase switch
    {
        "preset" => "◔",
        "heat" => "↑",
        "hold" => "＝",
        "cool" => "↓",
        "done" => "✓",
        _ => "",
    };
}
