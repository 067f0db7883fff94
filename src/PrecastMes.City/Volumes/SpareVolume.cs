namespace PrecastMes.City.Volumes;

/// <summary>Spare capacity (空余产能): what could still be scheduled in a period.</summary>
/// <param name="Litres">Litres, not negative.</param>
public readonly record struct SpareVolume(long Litres) : IVolume<SpareVolume>
{
    /// <summary>Litres, not negative.</summary>
    public long Litres { get; } = Litre.NotNegative(Litres, nameof(SpareVolume));

    /// <summary>Cubic metres.</summary>
    public decimal M3 => Litre.ToM3(Litres);

    /// <summary>Ten thousand cubic metres (万m³), the unit of the city plan.</summary>
    public decimal TenThousandM3 => Litre.ToTenThousandM3(Litres);

    /// <inheritdoc/>
    public static SpareVolume OfLitres(long litres) => new(litres);

    /// <inheritdoc/>
    public static SpareVolume operator +(SpareVolume left, SpareVolume right) => new(checked(left.Litres + right.Litres));
}
