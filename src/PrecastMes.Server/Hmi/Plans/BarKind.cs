namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Why a load occupies a lane.</summary>
public enum BarKind
{
    /// <summary>An operation at a station, a finishing place, a fixed mould or by a crew; a move by the crane; a batch.</summary>
    Work,

    /// <summary>Curing.</summary>
    Cure,

    /// <summary>A mould or pallet that goes along with the load.</summary>
    Hold,
}
