namespace PrecastMes.Execution.Plc;

/// <summary>Waits between attempts to connect: doubled each time up to a cap, with jitter so that several clients spread out.</summary>
internal sealed class ReconnectDelay(TimeSpan longest, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private int attempts;

    public void Reset() => attempts = 0;

    public TimeSpan Next()
    {
        var wait = First * Math.Pow(2, Math.Min(attempts++, 20));
        var capped = wait < longest ? wait : longest;
        return capped * (0.5 + (0.5 * random.NextDouble()));
    }
}
