namespace PrecastMes.PlcSim.Machines;

/// <summary>Where a conveyor delivers pallets: a station or the magazine.</summary>
internal interface IConveyorEnd
{
    string Id { get; }

    /// <summary>True when its part of the conveyor cannot move.</summary>
    bool IsStanding { get; }

    /// <summary>Why no pallet may come now; null when one may.</summary>
    string? RefuseArrival();

    /// <summary>A pallet is on its way: the place counts as occupied.</summary>
    void Expect();

    /// <summary>The pallet has arrived.</summary>
    void Arrive(string palletId);
}
