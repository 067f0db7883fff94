namespace PrecastMes.Scheduling.Explaining;

/// <summary>Kinds of resources that a load may wait for.</summary>
internal enum ResourceKind
{
    /// <summary>A mould type.</summary>
    Mould,

    /// <summary>A mould unit of a type that is worked on between two uses.</summary>
    MouldUnit,

    /// <summary>Pallets of a line.</summary>
    Pallet,

    /// <summary>A station of a circulation line, or a finishing place, by line and step.</summary>
    Station,

    /// <summary>Outages of a station of a circulation line, by line and step: a pallet may stand there meanwhile.</summary>
    Down,

    /// <summary>The crane of a line.</summary>
    Crane,

    /// <summary>Compartments of a line's chamber.</summary>
    Chamber,

    /// <summary>A mixer.</summary>
    Mixer,

    /// <summary>A crew, by line and index.</summary>
    Crew,
}
