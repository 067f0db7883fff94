using System.Diagnostics;
using System.Text.Json;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>The precast instance of the literature: two calendars, several stocks of moulds, one line or more, four objectives, in hours.</summary>
internal sealed class TenComponentsFamily : IFamily
{
    private const int PerHour = 60;
    private static readonly int[][] Stocks = [[], [2, 2, 2], [3, 2, 2], [1, 1, 1]];

    public string Name => "ten-components";

    public bool Reads(FileInfo file) => file.Extension == ".json";

    public IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        Instance instance = Read(file);
        foreach ((string id, double work, double overtime) in instance.Calendars)
        {
            foreach (int[] stock in Stocks)
            {
                CalendarShop shop = Shop(instance, work, overtime, stock);
                string name = $"{id}/{(stock.Length == 0 ? "unlimited" : string.Join('-', stock))}";
                JobCost tardiness = JobCost.Tardiness(shop.Dues);
                yield return Row(name + "/makespan", JobCost.Makespan(shop.Jobs), proof => proof.OneLine()?.Cost);
                yield return Row(name + "/total_tardiness", tardiness, proof => proof.OneLine()?.Cost);
                yield return Row(name + "/earliness_plus_5x_tardiness", tardiness with { Late = 5, Early = 1 }, proof => proof.OneLine()?.Cost);
                yield return Row(name + "/total_completion", JobCost.Flow(shop.Jobs), proof => proof.OneLine()?.Cost);
                if (stock.Length == 0)
                {
                    foreach (int lines in (int[])[2, 3])
                    {
                        yield return Row($"{name}/{lines} lines/makespan", JobCost.Makespan(shop.Jobs), proof => proof.Lines(lines));
                        yield return Row($"{name}/{lines} lines/total_tardiness", tardiness, proof => proof.Lines(lines));
                    }
                }

                Measured Row(string row, JobCost cost, Func<CalendarShopProof, long?> solve)
                {
                    long began = Stopwatch.GetTimestamp();
                    double value = solve(new CalendarShopProof(shop, cost, new SearchClock(TimeProvider.System, budget, cancellation))) / (double)PerHour ?? double.NaN;
                    return new Measured(row, value, value, Stopwatch.GetElapsedTime(began).TotalSeconds);
                }
            }
        }
    }

    private static CalendarShop Shop(Instance instance, double work, double overtime, int[] stock)
    {
        int jobs = instance.Dues.Length;
        int days = 7 * jobs;
        WorkCalendar shift = Calendar(work), casting = Calendar(work + overtime);
        CalendarProcess interruptible = new(OperationKind.Interruptible, shift);
        return new CalendarShop(
            jobs,
            [interruptible, interruptible, new(OperationKind.NonInterruptible, casting), new(OperationKind.Clock, null), interruptible, interruptible],
            [.. instance.Hours.Select(hours => (int)Math.Round(hours * PerHour))],
            instance.MouldTypes,
            stock.Length > 0 ? stock : [.. Enumerable.Range(0, instance.MouldTypes.Max() + 1).Select(type => instance.MouldTypes.Count(each => each == type))],
            4,
            [.. instance.Dues.Select(hours => (int)Math.Round(hours * PerHour))]);

        WorkCalendar Calendar(double hours) =>
            new([.. Enumerable.Range(0, days).Select(day => new WorkWindow(day * 24 * PerHour, (int)Math.Round(((day * 24) + hours) * PerHour), 0))]);
    }

    private static Instance Read(FileInfo file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file.FullName));
            JsonElement root = document.RootElement;
            JsonElement hours = root.GetProperty("processing_hours");
            string[] ids = [.. hours.EnumerateObject().Select(job => job.Name)];
            JsonElement moulds = root.GetProperty("mould_type_of_component"), dues = root.GetProperty("due_hours");
            string[] types = [.. ids.Select(id => moulds.GetProperty(id).GetString()!).Distinct().Order()];
            return new Instance(
                [.. root.GetProperty("calendars").EnumerateArray().Select(each => (each.GetProperty("id").GetString()!, each.GetProperty("H_W").GetDouble(), each.GetProperty("H_A").GetDouble()))],
                [.. ids.SelectMany(id => hours.GetProperty(id).EnumerateArray().Select(time => time.GetDouble()))],
                [.. ids.Select(id => Array.IndexOf(types, moulds.GetProperty(id).GetString()))],
                [.. ids.Select(id => dues.GetProperty(id).GetDouble())]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{file.Name}: {exception.Message}", exception);
        }
    }

    private sealed record Instance((string Id, double Work, double Overtime)[] Calendars, double[] Hours, int[] MouldTypes, double[] Dues);
}
