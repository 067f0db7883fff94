namespace PrecastMes.City.Volumes;

/// <summary>Actual output (实际产量): elements that passed final inspection in a period.</summary>
/// <param name="Litres">Litres, not negative.</param>
public readonly record struct OutputVolume(long Litres) : IVolume<OutputVolume>
{
    /// <summary>Litres, not negative.</summary>
    public long Litres { get; } = Litre.NotNegative(Litres, nameof(OutputVolume));

    /// <summary>Cubic metres.</summary>
    public decimal M3 => Litre.ToM3(Litres);

    /// <summary>Ten thousand cubic metres (万m³), the unit of the city plan.</summary>
    public decimal TenThousandM3 => Litre.ToTenThousandM3(Litres);

    /// <inheritdoc/>
    public static OutputVolume OfLitres(long litres) => new(litres);

    /// <inheritdoc/>
    public static OutputVolume operator +(OutputVolume left, OutputVolume right) => new(checked(left.Litres + right.Litres));
}
