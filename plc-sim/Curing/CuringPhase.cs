namespace PrecastMes.PlcSim.Curing;

/// <summary>Where a curing place is in its programme; in lower case it is the <c>Phase</c> signal.</summary>
internal enum CuringPhase
{
    /// <summary>Nothing cures here.</summary>
    Empty,

    /// <summary>Preset before heating (静停).</summary>
    Preset,

    /// <summary>Heating (升温).</summary>
    Heat,

    /// <summary>Holding (恒温).</summary>
    Hold,

    /// <summary>Cooling (降温).</summary>
    Cool,

    /// <summary>The programme is over; the load waits and cools slowly.</summary>
    Done,
}
