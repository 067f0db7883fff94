using System.Globalization;
using System.Text;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>
/// Writes a plant of the product's own kind with its orders: circulation lines of one build, a fixed-mould area, mould types of scarce
/// and plentiful numbers, floors that are due one after the other. Equal arguments write equal files.
/// </summary>
internal static class GeneratedWorks
{
    // What a line casts in a day of two shifts at its takt of a quarter of an hour, and what lies on its pallets on average.
    private const int PalletsPerDay = 60;
    private const double ElementsPerPallet = 3;

    private const string Steps = """
        wetStations:
          - { id: L#01, operation: clean,   kind: interruptible,    seconds: 480, name: { zh: 清理, en: cleaning } }
          - { id: L#02, operation: plot,    kind: interruptible,    seconds: 420, name: { zh: 划线, en: plotting } }
          - { id: L#03, operation: forms,   kind: interruptible,    seconds: 420, secondsPerElement: 60, name: { zh: 边模安装, en: side forms } }
          - { id: L#04, operation: rebar,   kind: interruptible,    seconds: 480, secondsPerElement: 45, name: { zh: 钢筋入模, en: reinforcement } }
          - { id: L#05, operation: insulate, kind: interruptible,   seconds: 120, secondsByFamily: { W#: 600 }, name: { zh: 保温, en: insulation } }
          - { id: L#06, operation: cast,    kind: nonInterruptible, seconds: 500, secondsPerElement: 20, name: { zh: 布料振捣, en: casting } }
          - { id: L#07, operation: screed,  kind: nonInterruptible, seconds: 420, name: { zh: 赶平, en: screeding } }
          - { id: L#08, operation: precure, kind: clock,            seconds: 600, name: { zh: 预养护, en: pre-curing } }
          - { id: L#09, operation: trowel,  kind: nonInterruptible, seconds: 480, name: { zh: 抹光, en: trowelling } }
        chamber: { id: CH#, crane: SC#, columns: 10, levels: 20, storeSeconds: 180, retrieveSeconds: 180 }
        dryStations:
          - { id: L#10, operation: strip, kind: interruptible, seconds: 420, secondsPerElement: 45, name: { zh: 拆模, en: stripping } }
          - { id: L#11, operation: lift,  kind: interruptible, seconds: 420, secondsPerElement: 60, name: { zh: 翻转起吊, en: lifting } }
          - { id: L#12, operation: rinse, kind: interruptible, seconds: 360, name: { zh: 清扫, en: sweeping } }
        stripOperation: strip
        liftOperation: lift
        finalOperation: final
        finishingStations:
          - { id: L#13, operation: final, kind: interruptible, seconds: 360, secondsPerElement: 30, name: { zh: 终检, en: final inspection } }
          - { id: L#14, operation: yard,  kind: interruptible, seconds: 300, secondsPerElement: 20, name: { zh: 入堆场, en: to the yard } }
        """;

    /// <summary>Writes the plant and <c>orders.csv</c>, and reads them as the product does.</summary>
    /// <param name="directory">Where; made when missing.</param>
    /// <param name="elements">How many elements, 20 or more.</param>
    /// <param name="tightness">Work that falls due in a day against what the lines can do in a day; 1 is full.</param>
    /// <param name="seed">Seed of sizes, marks and numbers of moulds.</param>
    /// <param name="floors">Whether floors are judged, not elements.</param>
    public static (PlantConfiguration Configuration, IReadOnlyList<Element> Elements) Write(string directory, int elements, double tightness, int seed, bool floors)
    {
        var random = new Random(seed);
        Directory.CreateDirectory(directory);
        int lines = Math.Clamp(elements / 2_500, 1, 8);
        var moulds = new StringBuilder("mouldTypes:\n");
        List<Mark> marks = [];
        int types = Math.Clamp(elements / 100, 6, 24);
        for (int line = 1; line <= lines; line++)
        {
            File.WriteAllText(Path.Combine(directory, $"line-loop{line}.yaml"), Line(line, Math.Clamp(300 / lines, 60, 150)));
            for (int type = 0; type < types; type++)
            {
                bool wall = type % 3 == 2;
                var mark = new Mark(
                    $"{(wall ? "W" : "S")}{line}", $"M{line}-{type}", random.Next(wall ? 22 : 20, wall ? 40 : 52) * 100, random.Next(wall ? 26 : 16, wall ? 30 : 28) * 100, wall ? 200 : 60, wall ? "C40" : "C30");
                marks.Add(mark);

                // Some are scarce: the work of one to two rounds a day for each unit.
                int count = (int)Math.Ceiling(PalletsPerDay * ElementsPerPallet / types * (0.8 + random.NextDouble()));
                moulds.Append(CultureInfo.InvariantCulture, $"  - {{ id: F{mark.Name}, line: loop{line}, count: {count}, marks: [{mark.Name}], name: {{ zh: 边模, en: forms }} }}\n");
            }
        }

        for (int type = 0; type < 4; type++)
        {
            var mark = new Mark("ST", $"T{type}", 2800 + (type * 200), 1200, 300, "C30");
            marks.Add(mark);
            moulds.Append(CultureInfo.InvariantCulture, $"  - {{ id: F{mark.Name}, line: fixed, count: 3, marks: [{mark.Name}], name: {{ zh: 楼梯模, en: stair mould }} }}\n");
        }

        File.WriteAllText(Path.Combine(directory, "moulds.yaml"), moulds.ToString());
        File.WriteAllText(Path.Combine(directory, "line-fixed.yaml"), Area);
        File.WriteAllText(Path.Combine(directory, "calendar.yaml"), Calendar);
        File.WriteAllText(Path.Combine(directory, "tags.yaml"), Tags);
        File.WriteAllText(Path.Combine(directory, "plant.yaml"), Plant(lines, floors));
        File.WriteAllText(Path.Combine(directory, "orders.csv"), Orders(elements, lines, tightness, marks, random));
        PlantConfiguration configuration = PlantFiles.Load(directory).Value;
        return (configuration, OrderCsv.Read(Path.Combine(directory, "orders.csv"), configuration.Plant).Value.Elements);
    }

    private static string Orders(int elements, int lines, double tightness, List<Mark> marks, Random random)
    {
        var csv = new StringBuilder("project,project_name_zh,project_name_en,district,building,floor,element,mark,family,length_mm,width_mm,thickness_mm,concrete_grade,volume_m3,weight_kg,need_date\n");
        double perDay = lines * PalletsPerDay * ElementsPerPallet * tightness;
        Mark[] loops = [.. marks.Where(mark => mark.Family != "ST")], stairs = [.. marks.Where(mark => mark.Family == "ST")];
        int written = 0, floor = 0;
        while (written < elements)
        {
            floor++;
            // A floor is made on one line or two; its twentieth element is a stair, as far as twelve moulds can follow.
            Mark[] mine = [.. loops.OrderBy(_ => random.Next()).Take(5)];
            int pieces = Math.Min(elements - written, random.Next(14, 34));
            DateOnly need = new DateOnly(2026, 3, 5).AddDays((int)((written + pieces) / perDay * 7 / 6));
            for (int piece = 0; piece < pieces; piece++)
            {
                Mark mark = piece == 13 && floor % Math.Max(1, lines * 2) == 0 ? stairs[random.Next(stairs.Length)] : mine[random.Next(mine.Length)];
                double share = mark.Family == "ST" ? 0.7 : 1;
                double volume = Math.Round((double)mark.Length * mark.Width * mark.Thickness * share / 1e9, 3);
                csv.Append(CultureInfo.InvariantCulture, $"G1,生成项目,Generated,T1-06,B{1 + (floor / 30)},{1 + (floor % 30)},G1-{floor:0000}-{piece:00},{mark.Name},{mark.Family},{mark.Length},{mark.Width},{mark.Thickness},{mark.Grade},{volume:0.000},{(int)(volume * 2500)},{need:yyyy-MM-dd}\n");
            }

            written += pieces;
        }

        return csv.ToString();
    }

    private static string Line(int line, int pallets) => $$"""
        kind: circulation
        id: loop{{line}}
        name: { zh: {{line}} 号流水线, en: circulation line {{line}} }
        taktSeconds: 900
        transferSeconds: 60
        pallets: { idPrefix: L{{line}}P, count: {{pallets}}, lengthMm: 9000, widthMm: 3500, edgeMarginMm: 100, gapMm: 150, maxLoadKg: 22000, maxElements: 6 }
        magazine: MG{{line}}
        mixer: { id: MX{{(line + 1) / 2}}, batchSeconds: 180 }
        castingStation: L{{line}}06
        {{Steps.Replace("#", line.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}}
        """;

    private static string Plant(int lines, bool floors)
    {
        var families = new StringBuilder();
        var capacity = new StringBuilder();
        for (int line = 1; line <= lines; line++)
        {
            families.Append(CultureInfo.InvariantCulture, $"  - {{ code: S{line}, line: loop{line}, curing: slab, cityFamily: concrete, concretePercent: {{ min: 98, max: 102 }}, name: {{ zh: 叠合板, en: slab }} }}\n");
            families.Append(CultureInfo.InvariantCulture, $"  - {{ code: W{line}, line: loop{line}, curing: wall, cityFamily: concrete, concretePercent: {{ min: 98, max: 102 }}, name: {{ zh: 墙板, en: wall }} }}\n");
            capacity.Append(CultureInfo.InvariantCulture, $"  - {{ line: loop{line}, workDaysPerYear: 280, shiftHoursPerDay: 16, availabilityPercent: 85, mix: [{{ family: S{line}, sharePercent: 100, litresPerTurn: 1320 }}] }}\n");
        }

        return $$"""
            id: works
            name: { zh: 生成工厂, en: Generated works }
            fictitious: true
            district: T1-06
            yardLeadDays: 1
            objective: {{(floors ? "{ floorTardinessPerHour: 1000, tardinessPerHour: 10, makespanPerHour: 1 }" : "{ tardinessPerHour: 1000, makespanPerHour: 1 }")}}
            ambientC: 18
            demo: { start: 2026-03-02T06:00:00 }
            families:
            {{families}}  - { code: ST, line: fixed, curing: slab, cityFamily: concrete, concretePercent: { min: 45, max: 85 }, name: { zh: 楼梯, en: stair } }
            curingPrograms:
              - { id: slab, name: { zh: 板, en: slab }, presetMinutes: 120, heatingRateCPerHour: 18, holdingTempC: 50, holdingMinutes: 240, coolingRateCPerHour: 18, outTempC: 38, nominalMinutes: 540, demouldStrengthMpa: 15 }
              - { id: wall, name: { zh: 墙, en: wall }, presetMinutes: 150, heatingRateCPerHour: 15, holdingTempC: 55, holdingMinutes: 270, coolingRateCPerHour: 15, outTempC: 40, nominalMinutes: 660, demouldStrengthMpa: 15 }
            designCapacity:
            {{capacity}}  - { line: fixed, workDaysPerYear: 280, shiftHoursPerDay: 16, turnsPerMouldAndDay: 1, availabilityPercent: 90, mix: [{ family: ST, sharePercent: 100, litresPerTurn: 740 }] }
            districts:
              - { id: T1-06, name: { zh: 滨海, en: Binhai } }
            """;
    }

    private const string Area = """
        kind: fixedMoulds
        id: fixed
        name: { zh: 固定模区, en: fixed-mould area }
        crews:
          - { id: prepare, gangs: 2, name: { zh: 备模班, en: preparation } }
          - { id: cast,    gangs: 1, name: { zh: 浇筑班, en: casting } }
          - { id: demould, gangs: 1, name: { zh: 脱模班, en: demoulding } }
        mixer: { id: MX1, batchSeconds: 180 }
        operations:
          - { operation: prepare, crew: prepare, kind: interruptible,    seconds: 2700, name: { zh: 备模, en: preparation } }
          - { operation: cast,    crew: cast,    kind: nonInterruptible, seconds: 1800, name: { zh: 浇筑, en: casting } }
        castOperation: cast
        demould: { operation: demould, crew: demould, kind: interruptible, seconds: 1800, name: { zh: 脱模, en: demoulding } }
        finalOperation: final
        finishingStations:
          - { id: FI1, operation: final, kind: interruptible, seconds: 900, name: { zh: 终检, en: final inspection } }
        """;

    private const string Calendar = """
        timeZone: Asia/Shanghai
        shifts:
          - { id: early, start: "06:00", end: "14:00", name: { zh: 早班, en: early shift } }
          - { id: late,  start: "14:00", end: "22:00", name: { zh: 晚班, en: late shift } }
        workDays: [monday, tuesday, wednesday, thursday, friday, saturday]
        daysOff: []
        extraDays: []
        overtimeMinutes: 60
        """;

    private const string Tags = """
        profile: precast-levels-1
        endpoint: opc.tcp://127.0.0.1:4840
        securityPolicy: None
        securityMode: None
        namespaceUri: urn:precastmes:line
        nodePattern: s={unit}.{signal}
        signalNames: {}
        overrides: []
        """;

    private sealed record Mark(string Family, string Name, int Length, int Width, int Thickness, string Grade);
}
