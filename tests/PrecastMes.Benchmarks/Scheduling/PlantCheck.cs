using System.Globalization;
using System.Text.Json;
using PrecastMes.Scheduling.Shops;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>
/// Checks a plant's schedule against the files themselves, minute by minute where resources are counted: it reads them anew and knows nothing
/// of calendars, stages or the simulation.
/// </summary>
internal static class PlantCheck
{
    private const int Day = 1_440;

    public static void Demand(FileInfo file, Shop shop, int[] order, int waiting, ShopObjective objective, long value)
    {
        var simulation = new ShopSimulation(shop) { MostWaiting = waiting };
        simulation.Run(order);
        int stages = shop.Stages.Count;
        int[][] begin = [.. Enumerable.Range(0, order.Length).Select(load => simulation.Begin.AsSpan(load * stages, stages).ToArray())];
        int[][] end = [.. Enumerable.Range(0, order.Length).Select(load => simulation.End.AsSpan(load * stages, stages).ToArray())];
        Check(file, [.. simulation.Line], begin, end, objective.ToString(), value);
    }

    public static void Check(FileInfo file, int[] line, int[][] begin, int[][] end, string objective, long value)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file.FullName));
        JsonElement root = document.RootElement, calendar = root.GetProperty("calendar");
        HashSet<int> days = [.. calendar.GetProperty("work_days_mod7").EnumerateArray().Select(day => day.GetInt32())];
        int from = calendar.GetProperty("work_start").GetInt32(), to = calendar.GetProperty("work_end").GetInt32(), castingTo = calendar.GetProperty("casting_end_latest").GetInt32();
        string[] rows = [.. File.ReadAllLines(Path.Combine(file.DirectoryName!, "loads.csv")).Skip(1).Where(row => row.Length > 0)];
        int[][] cells = [.. rows.Select(row => row.Split(',').Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Require(rows.Length == begin.Length, $"{begin.Length} loads of {rows.Length}");
        var uses = new Dictionary<string, List<(int From, int To)>>();
        var floorDone = new Dictionary<int, int>();
        for (int load = 0; load < rows.Length; load++)
        {
            int type = cells[load][1];
            JsonElement mould = root.GetProperty("moulds").EnumerateArray().Single(each => each.GetProperty("type").GetInt32() == type);
            Require(mould.GetProperty("lines").EnumerateArray().Any(each => each.GetInt32() == line[load]), $"load {load}: mould type {type} on line {line[load]}");
            for (int stage = 0; stage < 6; stage++)
            {
                int work = cells[load][4 + stage], b = begin[load][stage], e = end[load][stage];
                string what = $"load {load}, stage {stage}, [{b}, {e})";
                Require(stage == 0 || b >= end[load][stage - 1], what + " before the stage before it ends");
                if (stage == 3)
                {
                    Require(e - b == work && b == end[load][2], what + ": curing in one piece from casting on");
                }
                else if (stage == 2)
                {
                    Require(e - b == work && days.Contains(b / Day % 7) && b % Day >= from && e <= (b / Day * Day) + castingTo, what + ": casting in one piece in its window");
                }
                else
                {
                    int worked = Enumerable.Range(b, e - b).Count(Works);
                    Require(worked == work && (work == 0 || (Works(b) && Works(e - 1))), what + $": {worked} working minutes, not {work}");
                }

                if (stage != 3)
                {
                    Use($"station {line[load]}/{stage}", b, e);
                }
            }

            Use($"mould {type}", begin[load][0], end[load][4]);
            Use($"pallet {line[load]}", begin[load][0], end[load][4]);
            Use("curing", end[load][2], begin[load][4]);
            floorDone[cells[load][3]] = Math.Max(floorDone.GetValueOrDefault(cells[load][3]), end[load][5]);
        }

        foreach ((string name, List<(int From, int To)> list) in uses)
        {
            int capacity = name.Split(' ') switch
            {
                ["mould", var type] => root.GetProperty("moulds").EnumerateArray().Single(each => each.GetProperty("type").GetInt32() == int.Parse(type, CultureInfo.InvariantCulture)).GetProperty("count").GetInt32(),
                ["pallet", _] => root.GetProperty("pallets_per_line").GetInt32(),
                ["curing"] => root.GetProperty("curing_slots").GetInt32(),
                [_, var station] => station.EndsWith("/5", StringComparison.Ordinal) ? root.GetProperty("finishing_stations_per_line").GetInt32() : 1,
                _ => 0,
            };
            int held = 0;
            foreach ((int time, int change) in list.SelectMany(use => (( int, int)[])[(use.From, 1), (use.To, -1)]).OrderBy(each => each.Item1).ThenBy(each => each.Item2))
            {
                held += change;
                Require(held <= capacity, $"{name} held {held} times of {capacity} at {time}");
            }
        }

        long[] late = [.. root.GetProperty("floors").EnumerateArray().Select(floor =>
            (long)Math.Max(0, floorDone.GetValueOrDefault(floor.GetProperty("floor").GetInt32()) - floor.GetProperty("due_min").GetInt32()))];
        long counted = objective switch
        {
            nameof(ShopObjective.WeightedTardiness) => root.GetProperty("floors").EnumerateArray().Zip(late, (floor, each) => each * floor.GetProperty("weight").GetInt32()).Sum(),
            nameof(ShopObjective.LargestTardiness) => late.Max(),
            _ => end.Max(ends => ends[5]),
        };
        Require(counted == value, $"{objective} is {counted}, not {value}");

        bool Works(int minute) => days.Contains(minute / Day % 7) && minute % Day >= from && minute % Day < to;

        void Use(string name, int begins, int ends)
        {
            if (!uses.TryGetValue(name, out List<(int From, int To)>? list))
            {
                uses[name] = list = [];
            }

            list.Add((begins, ends));
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The schedule breaks a rule: " + otherwise);
        }
    }
}
