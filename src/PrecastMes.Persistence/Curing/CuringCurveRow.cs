namespace PrecastMes.Persistence.Curing;

/// <summary>The curing curve of a load, as the PLC kept it.</summary>
public sealed class CuringCurveRow
{
    /// <summary>The load; key: a load cures once.</summary>
    public required string LoadId { get; set; }

    /// <summary>Compartment or fixed mould.</summary>
    public required string Place { get; set; }

    /// <summary>First sample.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When the curve was recorded.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Between samples, seconds.</summary>
    public int IntervalSeconds { get; set; }

    /// <summary>Temperatures, 0.1 ℃.</summary>
    public required short[] TempsDeciC { get; set; }

    /// <summary>Nurse-Saul maturity with datum 0 ℃, 0.1 ℃·h.</summary>
    public int MaturityDeciCHours { get; set; }

    /// <summary>Estimated strength, 0.1 MPa.</summary>
    public int StrengthDeciMpa { get; set; }
}
