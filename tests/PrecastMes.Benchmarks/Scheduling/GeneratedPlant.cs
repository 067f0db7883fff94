using System.Globalization;
using System.Text.Json;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>Writes plants of any size in the format of the family <c>plant</c>: mould types of falling popularity, floors due one after another.</summary>
internal static class GeneratedPlant
{
    private const int Day = 1_440;
    private const int ShiftStart = 360;
    private const int ShiftEnd = 1_320;

    /// <param name="tightness">Share of the first station's time that all loads need until the last floor is due.</param>
    public static FileInfo Write(DirectoryInfo directory, int loads, double tightness, int seed)
    {
        var random = new Random(seed);
        int lines = Math.Clamp(loads / 250, 2, 8), types = Math.Clamp(loads / 30, 5, 200), floors = Math.Clamp(loads / 40, 4, 400);
        double perDay = lines * (ShiftEnd - ShiftStart) / 60.0;
        int days = (int)Math.Ceiling(loads / perDay / tightness) + 2;
        double[] popularity = [.. Enumerable.Range(0, types).Select(type => 1 / Math.Pow(type + 1, 0.6))];
        double whole = popularity.Sum();
        var moulds = popularity.Select((share, type) => new
        {
            type,
            count = Math.Max(2, (int)Math.Ceiling(loads * share / whole / days * 1.15)),
            lines = Enumerable.Range(0, lines).OrderBy(_ => random.Next()).Take(random.Next(1, lines + 1)).Order().ToArray(),
        }).ToArray();
        var plant = new
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{loads}-{(tightness > 1 ? "tight" : "loose")}"),
            lines,
            pallets_per_line = 40,
            curing_slots = (int)(perDay * 1.1),
            finishing_stations_per_line = 2,
            calendar = new { work_days_mod7 = new[] { 0, 1, 2, 3, 4 }, work_start = ShiftStart, work_end = ShiftEnd, casting_end_latest = Day },
            moulds,
            floors = Enumerable.Range(0, floors).Select(floor =>
            {
                int day = 2 + ((days - 2) * (floor + 1) / floors);
                return new { floor, due_min = (((day / 5 * 7) + (day % 5)) * Day) + ShiftStart, weight = random.Next(1, 4) };
            }).ToArray(),
        };
        directory.Create();
        var file = new FileInfo(Path.Combine(directory.FullName, "plant.json"));
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(plant));
        using StreamWriter csv = File.CreateText(Path.Combine(directory.FullName, "loads.csv"));
        csv.WriteLine("load,mould_type,elements,floor,s1_mould,s2_parts,s3_cast,curing,s5_demould,s6_finish");
        for (int load = 0; load < loads; load++)
        {
            double draw = random.NextDouble() * whole;
            int type = 0;
            while (type < types - 1 && (draw -= popularity[type]) > 0)
            {
                type++;
            }

            csv.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load},{type},{random.Next(1, 4)},{random.Next(floors)},{random.Next(25, 51)},{random.Next(30, 61)},{random.Next(25, 51)},{60 * random.Next(9, 15)},{random.Next(15, 46)},{random.Next(30, 91)}"));
        }

        return file;
    }
}
