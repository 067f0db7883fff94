namespace PrecastMes.PlcSim.Machines;

/// <summary>What every machine of the plant sees.</summary>
/// <param name="Level">The signals that belong to no unit.</param>
/// <param name="Times">Real working times from nominal ones.</param>
/// <param name="Book">What happened in the running scan.</param>
internal sealed record LineContext(LineLevel Level, WorkTimes Times, EventBook Book);
