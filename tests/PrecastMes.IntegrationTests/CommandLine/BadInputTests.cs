using System.Text.RegularExpressions;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary>Files with errors: all of them are told at once with their place, and nothing else happens.</summary>
public sealed partial class BadInputTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly string[] BadOrder =
    [
        "project,project_name_zh,project_name_en,district,building,floor,element,mark,family,length_mm,width_mm,thickness_mm,concrete_grade,volume_m3,weight_kg,need_date",
        "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-1,DBS1,DBS,4200,2400,60,C30,0.605,1510,2026-03-04",
        "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-1,DBS1,DBS,4200,2400,60,C30,0.605,1510,2026-03-04",
        "P1,项目（虚构）,Project (fictitious),T1-99,B1,0,P1-3,DBS1,XYZ,long,2400,60,C31,0.6051,0,2026-02-30",
        "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-5,DBS1,DBS,4200,2400,60,C30,0.705,1510,2026-03-04",
    ];

    // Line, column, name of the column, what stands there.
    private static readonly (int, int, string, string)[] ErrorsOfOrder =
    [
        (3, 43, "element", "P1-1"),
        (4, 32, "district", "T1-99"),
        (4, 41, "floor", "0"),
        (4, 53, "family", "XYZ"),
        (4, 57, "length_mm", "long"),
        (4, 70, "concrete_grade", "C31"),
        (4, 74, "volume_m3", "0.6051"),
        (4, 81, "weight_kg", "0"),
        (4, 83, "need_date", "2026-02-30"),
        (5, 74, "volume_m3", "0.705"),
    ];

    [Theory]
    [InlineData("plan")]
    [InlineData("serve")]
    public async Task Order_file_with_ten_errors_reports_all_ten_and_changes_nothing(string verb)
    {
        using var folder = new TemporaryFolder();
        var orders = folder.File("bad.csv");
        await File.WriteAllLinesAsync(orders, BadOrder, TestContext.Current.CancellationToken);

        var told = await RunAsync(verb, Programs.SamplePlant, orders, folder);

        Assert.Equal(ErrorsOfOrder.Select(error => ("bad.csv", error.Item1, error.Item2, error.Item3, error.Item4)), told);
        Assert.Equal(["bad.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("serve")]
    public async Task Plant_with_five_errors_in_three_files_reports_all_five_and_changes_nothing(string verb)
    {
        using var folder = new TemporaryFolder();
        var plant = Directory.CreateDirectory(folder.File("plant")).FullName;
        foreach (var file in Directory.GetFiles(Programs.SamplePlant, "*.yaml"))
        {
            File.Copy(file, Path.Combine(plant, Path.GetFileName(file)));
        }

        var expected = new[]
        {
            Spoil(plant, "calendar.yaml", "Asia/Shanghai", "Asia/Atlantis", "timeZone"),
            Spoil(plant, "moulds.yaml", "id: SF-DBS1, line: loop,  count: 14", "id: SF-DBS1, line: loop,  count: many", "mouldTypes[0].count"),
            Spoil(plant, "plant.yaml", "district: T1-08 ", "district: T9-99 ", "district"),
            Spoil(plant, "plant.yaml", "yardLeadDays: 1 ", "yardLeadDays: 61 ", "yardLeadDays"),
            Spoil(plant, "plant.yaml", "code: DBS, line: loop,  curing: slab", "code: DBS, line: loop,  curing: steam", "families[0].curing"),
        };

        var told = await RunAsync(verb, plant, Path.Combine(Programs.Orders, "HX1.csv"), folder);

        Assert.Equal(expected, told);
        Assert.Equal(["plant"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    // Runs the verb to its end and gives the rows of its problem table: file, line, column, field, value.
    private static async Task<IReadOnlyList<(string, int, int, string, string)>> RunAsync(
        string verb, string plant, string orders, TemporaryFolder folder)
    {
        string[] rest = verb == "plan"
            ? ["--out", folder.File("out")]
            : ["--data", folder.File("data"), "--urls", "http://127.0.0.1:0", "--auto"];
        await using var program = ChildProcess.Start(Programs.Server, [verb, "--plant", plant, "--orders", orders, "--lang", "en", .. rest]);
        Assert.Equal(2, await program.ExitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Contains(" problem(s) in the input; nothing was changed.", program.Output, StringComparison.Ordinal);

        var rows = program.Output.Split('\n').Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        Assert.All(rows, row => Assert.NotEqual("", row.Groups["expected"].Value));
        Assert.All(rows, row => Assert.NotEqual("", row.Groups["message"].Value));
        return [.. rows.Select(row => (Cell(row, "file"), Number(row, "line"), Number(row, "column"), Cell(row, "field"), Cell(row, "value")))];
    }

    // Changes a text that stands once in the file; gives what the program has to say of it.
    private static (string File, int Line, int Column, string Path, string Value) Spoil(string plant, string file, string from, string to, string path)
    {
        var place = Path.Combine(plant, file);
        var text = File.ReadAllText(place);
        var parts = text.Split(from);
        Assert.Equal(2, parts.Length);
        File.WriteAllText(place, string.Join(to, parts));

        var value = to.TrimEnd(' ', ',').Split(' ')[^1];
        var at = parts[0].Length + to.LastIndexOf(value, StringComparison.Ordinal);
        var before = string.Join(to, parts)[..at];
        return (file, before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'), path, value);
    }

    private static string Cell(Match row, string name) => row.Groups[name].Value;

    private static int Number(Match row, string name) => int.Parse(row.Groups[name].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<file>\S+\.(csv|yaml)) {2,}(?<line>\d+) {2,}(?<column>\d+) {2,}(?<field>\S+) {2,}(?<value>\S+) {2,}(?<expected>.*?\S) {2,}(?<message>\S.*)$")]
    private static partial Regex Row();
}
