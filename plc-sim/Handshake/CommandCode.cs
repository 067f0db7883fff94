namespace PrecastMes.PlcSim.Handshake;

/// <summary>What <c>Cmd.Code</c> asks of a unit.</summary>
internal enum CommandCode : ushort
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Work on the load that is here.</summary>
    Run = 1,

    /// <summary>Convey the pallet to the next unit.</summary>
    Transfer = 2,

    /// <summary>Crane: from the last wet station into a compartment.</summary>
    Store = 3,

    /// <summary>Crane: from a compartment to the first dry station.</summary>
    Retrieve = 4,

    /// <summary>Mixer: one batch of concrete.</summary>
    Batch = 5,

    /// <summary>Fixed mould: cure under the cover.</summary>
    Cure = 6,
}
