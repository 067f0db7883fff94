using System.CommandLine;
using System.Globalization;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary><c>scheduling --family NAME --in DIR [--seconds N] [--seed N] [--out FILE.csv]</c>: the engine on instances in files.</summary>
internal static class SchedulingCommand
{
    public static Command Create()
    {
        var family = new Option<string>("--family") { Description = "One of " + string.Join(", ", Families.All.Select(each => each.Name)) + ".", Required = true };
        family.AcceptOnlyFromAmong([.. Families.All.Select(each => each.Name)]);
        var directory = new Option<DirectoryInfo>("--in") { Description = "Folder with the instances; folders below it count.", Required = true };
        directory.AcceptExistingOnly();
        var seconds = new Option<double>("--seconds") { Description = "Seconds for each file; several instances in a file share them. Ends earlier where the optimum is proven.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Seed of the search.", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--out") { Description = "Writes instance,value,bound,seconds as CSV." };
        var command = new Command("scheduling", "The product's scheduling engine on benchmark instances.") { family, directory, seconds, seed, output };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            Families.All.First(each => each.Name == parsed.GetValue(family)),
            parsed.GetValue(directory)!,
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(seed),
            parsed.GetValue(output),
            cancellation)));
        return command;
    }

    private static int Run(IFamily family, DirectoryInfo directory, TimeSpan budget, int seed, FileInfo? output, CancellationToken cancellation)
    {
        FileInfo[] files = [.. directory.EnumerateFiles("*", SearchOption.AllDirectories).Where(family.Reads).OrderBy(file => file.FullName, StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            Console.Error.WriteLine($"{directory.FullName} holds no file of the family {family.Name}.");
            return 2;
        }

        using StreamWriter? csv = output?.CreateText();
        csv?.WriteLine("instance,value,bound,seconds");
        int bad = 0;
        foreach (FileInfo file in files)
        {
            try
            {
                foreach (Measured row in family.Run(file, budget, seed, cancellation))
                {
                    string line = string.Create(CultureInfo.InvariantCulture, $"{row.Instance},{row.Value},{row.Bound},{row.Seconds:F2}");
                    Console.WriteLine(line);
                    csv?.WriteLine(line);
                    csv?.Flush();
                }
            }
            catch (FormatException exception)
            {
                Console.Error.WriteLine(exception.Message);
                bad++;
            }

            if (cancellation.IsCancellationRequested)
            {
                return 130;
            }
        }

        return bad == 0 ? 0 : 2;
    }
}
