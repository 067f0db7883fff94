namespace PrecastMes.City.Volumes;

/// <summary>Scheduled volume (排产量): what released plans make in a period.</summary>
/// <param name="Litres">Litres, not negative.</param>
public readonly record struct ScheduledVolume(long Litres) : IVolume<ScheduledVolume>
{
    /// <summary>Litres, not negative.</summary>
    public long Litres { get; } = Litre.NotNegative(Litres, nameof(ScheduledVolume));

    /// <summary>Cubic metres.</summary>
    public decimal M3 => Litre.ToM3(Litres);

    /// <summary>Ten thousand cubic metres (万m³), the unit of the city plan.</summary>
    public decimal TenThousandM3 => Litre.ToTenThousandM3(Litres);

    /// <inheritdoc/>
    public static ScheduledVolume OfLitres(long litres) => new(litres);

    /// <inheritdoc/>
    public static ScheduledVolume operator +(ScheduledVolume left, ScheduledVolume right) => new(checked(left.Litres + right.Litres));
}
