using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Lines;

namespace PrecastMes.Tests.Exchange;

public sealed class PlantFilesTests
{
    // Every line is wrong in its own way; the comment says how. Lines and columns below count from here.
    private const string BadPlant = """
        id: 1plant
        name: { zh: 坏, en: "" }
        fictitious: maybe
        district: T9-99
        yardLeadDays: 61
        ambientC: 18
        ambientC: 19
        demo: { start: 2026-03-02 }
        colour: red
        families:
          - { code: DBS, line: nowhere, curing: slab, cityFamily: concrete, concretePercent: { min: 98, max: 90 }, name: { zh: 板, en: slab } }
          - { code: DBS, line: loop, curing: steam, cityFamily: brick, concretePercent: { min: 1, max: 100 }, name: { zh: 板 } }
          - just text
        curingPrograms:
          - id: slab
            name: { zh: 蒸, en: steam }
            presetMinutes: 120
            heatingRateCPerHour: 18
            holdingTempC: 50
            holdingMinutes: "240"
            coolingRateCPerHour: 18
            outTempC: 60
            nominalMinutes: 540
            demouldStrengthMpa: 15
        designCapacity:
          - line: loop
            workDaysPerYear: 250
            shiftHoursPerDay: 9
            availabilityPercent: 80
            mix: [{ family: XYZ, sharePercent: 90, litresPerTurn: 600 }]
        districts:
          - { id: T1-11, name: { zh: 静海区, en: Jinghai District } }

        """;

    [Fact]
    public void One_bad_file_reports_every_error_with_line_and_column()
    {
        using var plant = new PlantDirectory("minimal");
        plant.Write("plant.yaml", BadPlant);

        var loaded = PlantFiles.Load(plant.Path);

        Assert.False(loaded.IsGood);
        Assert.Equal(
            [
                (1, 5, "id", "1plant"),
                (2, 20, "name.en", ""),
                (3, 13, "fictitious", "maybe"),
                (4, 11, "district", "T9-99"),
                (5, 15, "yardLeadDays", "61"),
                (7, 1, "ambientC", "ambientC"),
                (8, 16, "demo.start", "2026-03-02"),
                (9, 1, "colour", "colour"),
                (11, 24, "families[0].line", "nowhere"),
                (11, 102, "families[0].concretePercent.max", "90"),
                (12, 13, "families[1].code", "DBS"),
                (12, 38, "families[1].curing", "steam"),
                (12, 57, "families[1].cityFamily", "brick"),
                (12, 109, "families[1].name.en", ""),
                (13, 5, "families[2]", "just text"),
                (20, 21, "curingPrograms[0].holdingMinutes", "240"),
                (22, 15, "curingPrograms[0].outTempC", "60"),
                (30, 10, "designCapacity[0].mix", "90"),
                (30, 21, "designCapacity[0].mix[0].family", "XYZ"),
            ],
            loaded.Problems.Select(p => (p.Line, p.Column, p.Path, p.Value)));
        Assert.All(loaded.Problems, p => Assert.Equal("plant.yaml", p.File));
        Assert.All(loaded.Problems, p => Assert.NotEmpty(p.Message.Zh));
        Assert.All(loaded.Problems, p => Assert.NotEmpty(p.Message.En));
    }

    [Fact]
    public void Problem_reads_like_a_compilers_message_in_both_languages()
    {
        using var plant = new PlantDirectory("minimal").Change("plant.yaml", "yardLeadDays: 1", "yardLeadDays: soon");

        var problem = Assert.Single(PlantFiles.Load(plant.Path).Problems);

        Assert.Equal("plant.yaml:9:15: yardLeadDays: \"soon\" is wrong; expected a whole number from 0 to 60", problem.Describe("en"));
        Assert.Equal("plant.yaml:9:15: yardLeadDays: “soon”不对；应为0 至 60 的整数", problem.Describe("zh"));
    }

    [Fact]
    public void Errors_of_several_files_come_together_and_there_is_no_half_plant()
    {
        using var plant = new PlantDirectory("minimal")
            .Change("calendar.yaml", "Asia/Shanghai", "Asia/Atlantis")
            .Change("moulds.yaml", "line: loop", "line: lop")
            .Change("tags.yaml", "opc.tcp:", "http:")
            .Change("line-loop.yaml", "castingStation: S2", "castingStation: S9");

        var loaded = PlantFiles.Load(plant.Path);

        Assert.Equal(["calendar.yaml", "line-loop.yaml", "moulds.yaml", "tags.yaml"], loaded.Problems.Select(p => p.File));
        Assert.False(loaded.TryGet(out _));
        Assert.Throws<InvalidOperationException>(() => loaded.Value);
    }

    [Theory]
    [InlineData("line-loop.yaml", "id: S03,", "id: S02,", "work unit twice", "S02")]
    [InlineData("line-loop.yaml", "operation: trowel", "operation: cast", "operation twice", "cast")]
    [InlineData("line-loop.yaml", "crane: SC1", "crane: MG1", "unit twice", "MG1")]
    [InlineData("line-loop.yaml", "stripOperation: strip", "stripOperation: strap", "no such operation", "strap")]
    [InlineData("line-loop.yaml", "liftOperation: lift", "liftOperation: cast", "a wet operation", "cast")]
    [InlineData("line-loop.yaml", "finalOperation: final", "finalOperation: lift", "no finishing operation", "lift")]
    [InlineData("line-loop.yaml", "kind: clock", "kind: sometimes", "wrong word", "sometimes")]
    [InlineData("line-loop.yaml", "kind: circulation", "kind: carousel", "unknown kind of line", "carousel")]
    [InlineData("moulds.yaml", "count: 14", "count: 0", "out of range", "0")]
    [InlineData("moulds.yaml", "marks: [DBS2]", "marks: [DBS1]", "a mark of two mould types", "DBS1")]
    [InlineData("moulds.yaml", "marks: [DBS2]", "marks: []", "no mark", "[…]")]
    [InlineData("line-fixed.yaml", "crew: demould", "crew: nobody", "unknown crew", "nobody")]
    [InlineData("line-fixed.yaml", "castOperation: cast ", "castOperation: cage ", "not the last operation", "cage")]
    [InlineData("calendar.yaml", "start: \"14:00\"", "start: \"13:59\"", "overlapping shifts", "13:59")]
    [InlineData("calendar.yaml", "end: \"22:00\"", "end: \"06:01\"", "a shift into the next day's first", "06:00")]
    [InlineData("calendar.yaml", "end: \"22:00\"", "end: \"25:00\"", "no such time", "25:00")]
    [InlineData("calendar.yaml", "daysOff: [2026-04-04, 2026-04-06, 2026-05", "daysOff: [2026-02-30, 2026-04-06, 2026-05", "no such date", "2026-02-30")]
    [InlineData("calendar.yaml", "extraDays: []", "extraDays: [2026-05-01]", "off and extra", "2026-05-01")]
    [InlineData("calendar.yaml", "monday, tuesday", "monday, monday", "twice", "Monday")]
    [InlineData("tags.yaml", "nodePattern: s={unit}.{signal}", "nodePattern: s={unit}", "no signal in the pattern", "s={unit}")]
    [InlineData("tags.yaml", "signalNames: {}", "signalNames: { Cmd.Sequence: X }", "unknown signal", "Cmd.Sequence")]
    [InlineData("tags.yaml", "overrides: []", "overrides: [{ unit: S99, signal: State, node: \"i=1\" }]", "unknown unit", "S99")]
    [InlineData("tags.yaml", "securityPolicy: None", "securityPolicy: Basic256", "a policy that is broken for good", "Basic256")]
    [InlineData("tags.yaml", "securityPolicy: None", "securityPolicy: best", "a policy without a mode", "None")]
    [InlineData("tags.yaml", "securityMode: None", "securityMode: Sign", "a mode without a policy", "Sign")]
    [InlineData("tags.yaml", "# user: { name: mes, passwordEnv: PRECAST_PLC_PASSWORD }", "user: { name: mes, password: secret }", "a password in the file", "password")]
    [InlineData("tags.yaml", "# user: { name: mes, passwordEnv: PRECAST_PLC_PASSWORD }", "user: { name: mes, passwordEnv: A, passwordFile: b }", "two places of one password", "passwordEnv")]
    [InlineData("tags.yaml", "plc: generic", "plc: s7-300", "an unknown make", "s7-300")]
    [InlineData("tags.yaml", "overrides: []", "overrides: []\nsecurity: best", "a key that nothing reads", "security")]
    [InlineData("plant.yaml", "makespanPerHour: 1", "makespanPerHour: -1", "a weight under 0", "-1")]
    [InlineData("plant.yaml", "makespanPerHour: 1", "makespan: 1", "a part that nothing judges by", "makespan")]
    [InlineData("plant.yaml", "floorTardinessPerHour: 1000\n  tardinessPerHour: 100 ", "floorTardinessPerHour: 0 ", "lateness at no points", "0")]
    [InlineData("plant.yaml", "nominalMinutes: 540", "nominalMinutes: 506", "shorter than its phases, 507", "506")]
    [InlineData("plant.yaml", "turnsPerMouldAndDay: 1 ", "# ", "missing for fixed moulds", "")]
    [InlineData("plant.yaml", "family: LT, sharePercent: 60", "family: NQ, sharePercent: 60", "a family of another line", "NQ")]
    [InlineData("plant.yaml", "line: loop,  curing: slab,  cityFamily: concrete, concretePercent: { min: 98, max: 102 }, name: { zh: 叠", "line: *x, curing: slab, cityFamily: concrete, concretePercent: { min: 98, max: 102 }, name: { zh: 叠", "an alias", "")]
    public void Single_error_is_found_and_nothing_else_is_blamed(string file, string from, string to, string what, string value)
    {
        using var plant = new PlantDirectory("jinhai").Change(file, from, to);

        var problems = PlantFiles.Load(plant.Path).Problems;

        Assert.True(problems.Count > 0, what);
        Assert.All(problems, p => Assert.Equal(file, p.File));
        Assert.Contains(problems, p => p.Value == value || (value.Length == 0 && p.Line > 0));
        Assert.All(problems, p => Assert.True(p is { Line: > 0, Column: > 0 }, p.ToString()));
    }

    [Fact]
    public void Missing_file_is_one_problem_and_not_a_hundred_dangling_references()
    {
        using var plant = new PlantDirectory("jinhai");
        File.Delete(Path.Combine(plant.Path, "line-loop.yaml"));
        File.Delete(Path.Combine(plant.Path, "moulds.yaml"));

        var problems = PlantFiles.Load(plant.Path).Problems;

        Assert.Contains(problems, p => p.File == "moulds.yaml" && p.Message.En.Contains("does not exist", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Value == "loop");
    }

    [Fact]
    public void Missing_directory_is_a_problem_and_no_exception()
    {
        var problem = Assert.Single(PlantFiles.Load(Path.Combine(Path.GetTempPath(), "no-such-plant")).Problems);

        Assert.Contains("does not exist", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_that_is_broken_says_where()
    {
        using var plant = new PlantDirectory("minimal");
        plant.Write("calendar.yaml", "timeZone: Asia/Shanghai\nshifts: [ { id: day\nworkDays: [monday]\n");

        var problem = PlantFiles.Load(plant.Path).Problems.First(p => p.File == "calendar.yaml");

        Assert.InRange(problem.Line, 2, 3);
        Assert.Contains("YAML", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_yaml_is_refused_and_does_not_hang()
    {
        using var plant = new PlantDirectory("minimal");
        plant.Write("moulds.yaml", "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n");
        plant.Write("tags.yaml", new string('[', 5000));
        plant.Write("calendar.yaml", new string('#', 1_000_001));

        var problems = PlantFiles.Load(plant.Path).Problems;

        Assert.Contains(problems, p => p.File == "moulds.yaml" && p.Message.En.Contains("aliases", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.File == "tags.yaml");
        Assert.Contains(problems, p => p.File == "calendar.yaml" && p.Message.En.Contains("larger", StringComparison.Ordinal));
    }

    [Fact]
    public void Endless_problems_are_cut_off_with_their_number()
    {
        using var plant = new PlantDirectory("minimal");
        plant.Write("moulds.yaml", string.Concat(Enumerable.Range(0, 1500).Select(i => $"key{i}: 1\n")) + "mouldTypes: []\n");

        var problems = PlantFiles.Load(plant.Path).Problems;

        Assert.Equal(1001, problems.Count);
        Assert.Contains("more problems", problems[^1].Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Tag_map_follows_pattern_names_and_overrides()
    {
        using var plant = new PlantDirectory("jinhai")
            .Change("tags.yaml", "signalNames: {}", "signalNames: { Cmd.Seq: CMD_SEQ }")
            .Change("tags.yaml", "overrides: []", "overrides: [{ unit: S10, signal: State, node: \"i=5010\", namespaceUri: \"urn:example:db\" }]");

        var tags = PlantFiles.Load(plant.Path).Value.Tags;

        Assert.Equal("s=S01.CMD_SEQ", tags.Node("S01", "Cmd.Seq").Identifier);
        Assert.Equal("urn:precastmes:line", tags.Node("LT-A-01", "State").NamespaceUri);
        Assert.Equal("s=Plc.BootId", tags.Node("Plc", "BootId").Identifier);
        Assert.Equal(new TagNode("urn:example:db", "i=5010"), tags.Node("S10", "State"));
    }

    [Fact]
    public void Tag_map_says_how_the_link_is_secured_and_where_the_password_is()
    {
        using var plant = new PlantDirectory("jinhai");
        var tags = PlantFiles.Load(plant.Path).Value.Tags;
        Assert.Equal(LinkSecurity.Unsecured, tags.Security);

        plant.Change("tags.yaml", "# user: { name: mes, passwordEnv: PRECAST_PLC_PASSWORD }", "user: { name: mes, passwordFile: secrets/plc }")
            .Change("tags.yaml", "securityPolicy: None", "securityPolicy: Basic256Sha256")
            .Change("tags.yaml", "securityMode: None", "securityMode: Sign")
            .Change("tags.yaml", "plc: generic", "plc: s7-1500");
        tags = PlantFiles.Load(plant.Path).Value.Tags;
        Assert.Equal(new LinkSecurity("Basic256Sha256", LinkSecurityMode.Sign, new LinkUser("mes", null, "secrets/plc")), tags.Security);
        Assert.Equal("s7-1500", tags.Make);
    }

    [Theory]
    [InlineData("plant.yaml")]
    [InlineData("line-loop.yaml")]
    [InlineData("line-fixed.yaml")]
    [InlineData("moulds.yaml")]
    [InlineData("calendar.yaml")]
    [InlineData("tags.yaml")]
    public void Damaged_file_ends_in_problems_or_a_plant_and_never_in_an_exception(string file)
    {
        const string spoilers = "[]{}:,#&*!|>'\"%@`\t\n -?0x\u0000\ufeff";
        using var plant = new PlantDirectory("jinhai");
        var whole = plant.Read(file);
        var random = new Random(20260302);
        for (var i = 0; i < 60; i++)
        {
            var text = new System.Text.StringBuilder(whole);
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, spoilers[random.Next(spoilers.Length)]);
                        break;
                    default:
                        text[at] = spoilers[random.Next(spoilers.Length)];
                        break;
                }
            }

            plant.Write(file, text.ToString());

            var loaded = PlantFiles.Load(plant.Path);

            Assert.Equal(loaded.IsGood, loaded.Problems.Count == 0);
        }
    }
}
