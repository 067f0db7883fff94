namespace PrecastMes.PlcSim.Machines;

/// <summary>How long the crane takes for its parts of a cycle; it drives and hoists at the same time.</summary>
/// <param name="PickSeconds">Draw a pallet onto the crane.</param>
/// <param name="PutSeconds">Push it off.</param>
/// <param name="DriveSecondsPerColumn">Drive by one column.</param>
/// <param name="HoistSecondsPerLevel">Hoist by one level.</param>
internal sealed record CraneTravel(double PickSeconds, double PutSeconds, double DriveSecondsPerColumn, double HoistSecondsPerLevel)
{
    /// <summary>From one place to another, seconds.</summary>
    public double Between((int Column, int Level) from, (int Column, int Level) to) => Math.Max(
        Math.Abs(to.Column - from.Column) * DriveSecondsPerColumn,
        Math.Abs(to.Level - from.Level) * HoistSecondsPerLevel);
}
