namespace PrecastMes.City.Volumes;

/// <summary>Design capacity (设计产能): what a plant can make and sustain in a period.</summary>
/// <param name="Litres">Litres, not negative.</param>
public readonly record struct CapacityVolume(long Litres) : IVolume<CapacityVolume>
{
    /// <summary>Litres, not negative.</summary>
    public long Litres { get; } = Litre.NotNegative(Litres, nameof(CapacityVolume));

    /// <summary>Cubic metres.</summary>
    public decimal M3 => Litre.ToM3(Litres);

    /// <summary>Ten thousand cubic metres (万m³), the unit of the city plan.</summary>
    public decimal TenThousandM3 => Litre.ToTenThousandM3(Litres);

    /// <inheritdoc/>
    public static CapacityVolume OfLitres(long litres) => new(litres);

    /// <inheritdoc/>
    public static CapacityVolume operator +(CapacityVolume left, CapacityVolume right) => new(checked(left.Litres + right.Litres));
}
