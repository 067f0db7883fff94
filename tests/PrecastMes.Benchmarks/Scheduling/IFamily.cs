namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>A family of instances: reads a file and lets the product's engine solve what is in it.</summary>
internal interface IFamily
{
    string Name { get; }

    /// <summary>Whether the file looks like an instance of the family, by its name.</summary>
    bool Reads(FileInfo file);

    /// <summary>Solves what the file holds within the budget, and gives a row for each instance and objective.</summary>
    IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation);
}
