namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>One workload of one pairing under one security mode, over all rounds of the run.</summary>
internal sealed class Figure(Workload workload, string security, string client, string server)
{
    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];
    private readonly List<double> _samples = [];

    public Workload Workload => workload;

    public string Security => security;

    public string Client => client;

    public string Server => server;

    /// <summary>Why there is no figure; null when there is one.</summary>
    public string? Missing { get; set; }

    public long Calls { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Values that the server dropped, by the gaps in the items' numbers.</summary>
    public long Lost { get; private set; }

    public Usage ClientUsage { get; private set; } = new(0, 0);

    public Usage ServerUsage { get; private set; } = new(0, 0);

    public long Values => Calls * workload.ValuesPerCall;

    public double CallsPerSecond => Calls / Seconds;

    public double ValuesPerSecond => Values / Seconds;

    /// <summary>Milliseconds: the median of the rounds, or over the samples of all of them.</summary>
    public double P50 => _samples.Count > 0 ? At(_samples, 0.5) : At(_p50, 0.5);

    public double P99 => _samples.Count > 0 ? At(_samples, 0.99) : At(_p99, 0.5);

    public double ClientCpuPerCall => ClientUsage.CpuMicroseconds / Calls;

    public double ServerCpuPerCall => ServerUsage.CpuMicroseconds / Calls;

    /// <summary>Of one core.</summary>
    public double ClientCpuPercent => ClientUsage.CpuMicroseconds / Seconds / 10_000;

    public double ServerCpuPercent => ServerUsage.CpuMicroseconds / Seconds / 10_000;

    public double? ClientBytesPerValue => ClientUsage.AllocatedBytes / Values;

    public double? ServerBytesPerValue => ServerUsage.AllocatedBytes / Values;

    public void Add(long calls, double seconds, Usage clientUsage, Usage serverUsage, long lost = 0)
    {
        Calls += calls;
        Seconds += seconds;
        ClientUsage += clientUsage;
        ServerUsage += serverUsage;
        Lost += lost;
    }

    public void AddRound(double p50, double p99)
    {
        _p50.Add(p50);
        _p99.Add(p99);
    }

    public void AddSamples(IEnumerable<double> milliseconds) => _samples.AddRange(milliseconds);

    private static double At(List<double> all, double part)
    {
        double[] sorted = [.. all.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min((int)(part * sorted.Length), sorted.Length - 1)];
    }
}
