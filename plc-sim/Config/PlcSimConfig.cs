using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.Config;

/// <summary>The physical plant of <c>plc-sim.yaml</c>: what stands where, how fast it moves, how it warms.</summary>
/// <param name="Hall">Air of the hall.</param>
/// <param name="Work">Scatter of the work of people, casting and mixing.</param>
/// <param name="Moves">Scatter of conveyors and crane.</param>
/// <param name="Magazine">Pallet magazine; null when there is no circulation line.</param>
/// <param name="Stations">Stations of the circulation line.</param>
/// <param name="Chamber">Curing chamber with its crane; null when there is none.</param>
/// <param name="Mixers">Mixers.</param>
/// <param name="Finishing">Finishing places.</param>
/// <param name="FixedMoulds">Fixed moulds; null when there are none.</param>
internal sealed record PlcSimConfig(
    Hall Hall,
    Spread Work,
    Spread Moves,
    MagazineConfig? Magazine,
    IReadOnlyList<StationConfig> Stations,
    ChamberConfig? Chamber,
    IReadOnlyList<UnitConfig> Mixers,
    IReadOnlyList<UnitConfig> Finishing,
    FixedMouldsConfig? FixedMoulds);

/// <summary>A unit with nothing but its name.</summary>
internal sealed record UnitConfig(string Id, Label Name);

/// <summary>A conveyor to the next unit.</summary>
/// <param name="To">Station or magazine.</param>
/// <param name="Seconds">Nominal move, seconds of plant time.</param>
internal sealed record ConveyorConfig(string To, double Seconds);

/// <summary>The magazine and what it holds at the first start.</summary>
internal sealed record MagazineConfig(string Id, Label Name, ConveyorConfig Conveyor, string PalletPrefix, int PalletCount);

/// <summary>A station; without conveyor the crane fetches from it.</summary>
internal sealed record StationConfig(string Id, Label Name, ConveyorConfig? Conveyor);

/// <summary>The curing chamber and its crane.</summary>
internal sealed record ChamberConfig(string Id, Label Name, int Columns, int Levels, ThermalConstants Thermal, CraneConfig Crane);

/// <summary>The crane between a wet and a dry station.</summary>
internal sealed record CraneConfig(string Id, Label Name, string Source, string Target, CraneTravel Travel);

/// <summary>Fixed moulds, all with covers alike.</summary>
internal sealed record FixedMouldsConfig(ThermalConstants Thermal, IReadOnlyList<UnitConfig> Moulds);
