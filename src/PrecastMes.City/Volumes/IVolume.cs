namespace PrecastMes.City.Volumes;

/// <summary>
/// A concrete volume of one meaning. Capacity, scheduled volume, spare volume and output are four types on purpose: none can
/// be added to or set in place of another.
/// </summary>
public interface IVolume<TSelf>
    where TSelf : struct, IVolume<TSelf>
{
    /// <summary>The volume, litres.</summary>
    long Litres { get; }

    /// <summary>A volume of so many litres.</summary>
    static abstract TSelf OfLitres(long litres);

    /// <summary>The sum of two volumes of the same meaning.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);
}
