namespace PrecastMes.Telemetry;

/// <summary>Where points are kept.</summary>
public interface ITelemetryTarget
{
    /// <summary>
    /// Keeps a batch, wholly or not at all. Series and instant name a point: a batch of unknown fate is written again, and
    /// the second time changes nothing.
    /// </summary>
    Task WriteAsync(PointBatch batch, CancellationToken cancellationToken);
}
