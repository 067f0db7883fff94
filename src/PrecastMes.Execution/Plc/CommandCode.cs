namespace PrecastMes.Execution.Plc;

/// <summary>What a command asks of a work unit; the number is <c>Cmd.Code</c> on the wire.</summary>
public enum CommandCode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Do the operation on the load that is here.</summary>
    Run = 1,

    /// <summary>Convey the pallet from this unit (<c>Source</c>) to <c>Target</c>.</summary>
    Transfer = 2,

    /// <summary>Crane: take the pallet from <c>Source</c> into compartment <c>Target</c> and start the curing programme.</summary>
    Store = 3,

    /// <summary>Crane: bring the pallet from compartment <c>Source</c> to <c>Target</c>.</summary>
    Retrieve = 4,

    /// <summary>Mixer: mix <c>QuantityLitres</c> of <c>Recipe</c> for the load.</summary>
    Batch = 5,

    /// <summary>Fixed mould: cure under the cover by programme <c>Recipe</c>.</summary>
    Cure = 6,
}
