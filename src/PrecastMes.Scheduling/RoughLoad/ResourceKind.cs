namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>What can be full.</summary>
public enum ResourceKind
{
    /// <summary>Side forms or fixed moulds of a type: unit hours.</summary>
    Mould,

    /// <summary>The pallets of a line: pallet hours.</summary>
    Pallet,

    /// <summary>The compartments of a curing chamber: compartment hours.</summary>
    Chamber,

    /// <summary>A station or finishing place: staffed hours, of automatic ones all hours.</summary>
    Station,

    /// <summary>The gangs of a crew: staffed gang hours.</summary>
    Crew,

    /// <summary>A mixer: staffed hours.</summary>
    Mixer,

    /// <summary>A stacker crane: staffed hours, for the stations on both its sides are staffed.</summary>
    Crane,
}
