using PrecastMes.Exchange;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Orders;

namespace PrecastMes.Server.Cli;

/// <summary>Everything that a verb reads, checked as a whole before anything is done with it.</summary>
/// <param name="Configuration">The plant.</param>
/// <param name="Orders">The orders, in the order of the files.</param>
internal sealed record InputFiles(PlantConfiguration Configuration, IReadOnlyList<ProjectOrder> Orders)
{
    /// <summary>Offers, where the verb takes them.</summary>
    public IReadOnlyList<ProjectOffer> Offers { get; init; } = [];

    /// <summary>Reads all files; the orders need a good plant to be checked against. An offer among them is a problem.</summary>
    /// <exception cref="BadInputException">With every problem of every file.</exception>
    public static InputFiles Read(string plantDirectory, IReadOnlyList<string> orderFiles)
    {
        var configuration = Plant(plantDirectory);
        return new InputFiles(configuration, Whole(orderFiles, file => OrderCsv.Read(file, configuration.Plant), order => order));
    }

    /// <summary>Reads all files; those of <paramref name="orderFiles"/> with a probability under 1 are offers, as are all <paramref name="offerFiles"/>.</summary>
    /// <exception cref="BadInputException">With every problem of every file.</exception>
    public static InputFiles ReadWithOffers(string plantDirectory, IReadOnlyList<string> orderFiles, IReadOnlyList<OfferFile> offerFiles)
    {
        var configuration = Plant(plantDirectory);
        var all = Whole([.. orderFiles, .. offerFiles.Select(offer => offer.Path)], file => OrderCsv.ReadOffer(file, configuration.Plant), offer => offer.Order);
        var listed = all.Take(orderFiles.Count).ToList();
        return new InputFiles(configuration, [.. listed.Where(file => file.Probability >= 1).Select(file => file.Order)])
        {
            Offers =
            [
                .. listed.Where(file => file.Probability < 1),
                .. all.Skip(orderFiles.Count).Zip(offerFiles, (read, given) => read with { Probability = given.Probability ?? read.Probability }),
            ],
        };
    }

    private static PlantConfiguration Plant(string directory)
    {
        var plant = PlantFiles.Load(directory);
        return plant.TryGet(out var configuration) ? configuration : throw new BadInputException(plant.Problems);
    }

    private static List<T> Whole<T>(IReadOnlyList<string> files, Func<string, Loaded<T>> read, Func<T, ProjectOrder> order)
        where T : class
    {
        var loaded = files.Select(file => (Name: Path.GetFileName(file), Read: read(file))).ToList();
        List<Problem> problems =
        [
            .. loaded.SelectMany(file => file.Read.Problems),
            .. OrderClashes.Between([.. loaded.Where(file => file.Read.IsGood).Select(file => (file.Name, order(file.Read.Value)))]),
        ];
        return problems.Count == 0 ? [.. loaded.Select(file => file.Read.Value)] : throw new BadInputException(problems);
    }
}
