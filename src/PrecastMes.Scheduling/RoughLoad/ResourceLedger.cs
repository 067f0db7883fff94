namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Adds up what is needed of one resource, by week, by who needs it and by family.</summary>
internal sealed class ResourceLedger(ResourceKind kind, string id, int units, double[] capacityHours, IReadOnlyList<Offer> offers)
{
    /// <summary>Whose hours are the orders'; offers have their index.</summary>
    public const int Orders = -1;

    private readonly double[][] _hours = [.. Enumerable.Range(0, offers.Count + 1).Select(_ => new double[capacityHours.Length])];
    private readonly Dictionary<string, double[]> _expectedOfFamily = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool[]> _needs = new(StringComparer.Ordinal);

    public ResourceKind Kind => kind;

    public string Id => id;

    public int Units => units;

    public IEnumerable<string> Families => _needs.Keys.Order(StringComparer.Ordinal);

    public void Add(int who, int week, string family, double hours)
    {
        if (hours <= 0)
        {
            return;
        }

        _hours[who + 1][week] += hours;
        if (!_needs.TryGetValue(family, out var needs))
        {
            _needs.Add(family, needs = new bool[capacityHours.Length]);
            _expectedOfFamily.Add(family, new double[capacityHours.Length]);
        }

        needs[week] = true;
        _expectedOfFamily[family][week] += hours * (who == Orders ? 1 : offers[who].Probability);
    }

    public double Capacity(int week) => capacityHours[week];

    public double Ordered(int week) => _hours[0][week];

    public double OfOffer(int offer, int week) => _hours[offer + 1][week];

    public double Offered(int week) => offers.Select((offer, i) => offer.Probability * OfOffer(i, week)).Sum();

    public double Taken(int week) => _hours.Sum(hours => hours[week]);

    public bool IsNeededBy(string family, int week) => _needs.TryGetValue(family, out var needs) && needs[week];

    public double Expected(string family, int week) => _expectedOfFamily[family][week];

    /// <summary>Load of the weeks up to one, %, as <see cref="ResourceWeek.ThroughPercent"/>.</summary>
    public double? Through(int week, Func<int, double> hours)
    {
        double demand = 0, capacity = 0;
        for (var w = 0; w <= week; w++)
        {
            demand += hours(w);
            capacity += capacityHours[w];
        }

        return ResourceWeek.Percent(demand, capacity);
    }

    public ResourceWeek Week(int week) => new(
        Rounded(Capacity(week)), Rounded(Ordered(week)), Rounded(Offered(week)), Rounded(Taken(week)), Through(week, Taken));

    private static double Rounded(double hours) => Math.Round(hours, 2);
}
