namespace PrecastMes.Server.Hosting;

/// <summary>Makes the plant's clock of what the command line says of it.</summary>
internal static class ClockOptions
{
    /// <summary>
    /// The anchor is now unless it is given; the start is the anchor unless it is given. So nothing given is real time, and a speed
    /// alone runs faster from now on.
    /// </summary>
    public static PlantClock Clock(DateTimeOffset? start, DateTimeOffset? anchor, double speed, TimeProvider real)
    {
        if (start is null && anchor is null && speed == 1)
        {
            return PlantClock.RealTime;
        }

        var at = anchor ?? real.GetUtcNow();
        return new PlantClock(start ?? at, at, speed);
    }
}
