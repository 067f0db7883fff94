using System.Text.Json.Nodes;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Each test corrupts a valid plan by one change; the checker must name the broken rule.</summary>
public sealed class PlanMutationTests
{
    private static readonly Dictionary<string, (string Rule, Action<JsonObject> Change)> Mutations = new()
    {
        ["An element is missing"] = ("coverage", p => FirstPallet(p, 2)["elements"]!.AsArray().RemoveAt(0)),
        ["An element stands twice"] = ("coverage", p => Element(FirstPallet(p), 0)["elementId"] = (string?)Element(LastPallet(p), 0)["elementId"]),
        ["An element was never ordered"] = ("coverage", p => p["unplanned"]!.AsArray().Add(new JsonObject { ["elementId"] = "HX9", ["reasonCode"] = "no-line", ["detail"] = "x" })),
        ["Two loads have one id"] = ("coverage", p => FirstPallet(p)["loadId"] = (string?)LastPallet(p)["loadId"]),
        ["A load has another family"] = ("unity", p => FirstPallet(p)["familyCode"] = FirstPallet(p)["familyCode"]!.GetValue<string>() == "KT" ? "NQ" : "KT"),
        ["A load has another grade"] = ("unity", p => FirstPallet(p)["concreteGrade"] = "C99"),
        ["A load has another curing programme"] = ("unity", p => FirstPallet(p)["curingProgramId"] = "fixed"),
        ["A load states another volume"] = ("unity", p => Add(FirstPallet(p), "volumeLitres", 1)),
        ["A load states another mass"] = ("unity", p => Add(FirstPallet(p), "massKg", 1)),
        ["An element lies in the margin"] = ("geometry", p => Element(FirstPallet(p), 0)["xMm"] = 99),
        ["An element reaches beyond the pallet"] = ("geometry", p => Element(FirstPallet(p), 0)["yMm"] = 3400),
        ["Two elements overlap"] = ("geometry", p => Copy(Element(FirstPallet(p, 2), 0), Element(FirstPallet(p, 2), 1), "xMm", "yMm")),
        ["Two elements are too near"] = ("geometry", p => Add(RightElement(FirstPallet(p, 2)), "xMm", -1)),
        ["An element is turned where it lies"] = ("geometry", p => Flip(Element(FirstPallet(p, 2), 0), "rotated")),
        ["A mould of another type"] = ("mould type", p => Element(FirstPallet(p), 0)["mouldUnit"] = Element(FirstPallet(p), 0)["mouldUnit"]!.GetValue<string>().StartsWith("SF-KT1", StringComparison.Ordinal) ? "SF-DBS1-01" : "SF-KT1-01"),
        ["A mould that the plant does not own"] = ("mould type", p => Element(FirstPallet(p), 0)["mouldUnit"] = (string)Element(FirstPallet(p), 0)["mouldUnit"]!.AsValue().GetValue<string>()[..^2] + "99"),
        ["A mould is used by two loads at once"] = ("mould", p => ShareMould(p)),
        ["Moulds are freed before stripping ends"] = ("mould", p => Shift(FirstPallet(p), -1, "mouldsUntil")),
        ["An operation is missing"] = ("routing", p => FirstPallet(p)["operations"]!.AsArray().RemoveAt(3)),
        ["An operation stands at another station"] = ("routing", p => Operation(FirstPallet(p), "plot")["unit"] = "S03"),
        ["An operation is of another kind"] = ("routing", p => Operation(FirstPallet(p), "plot")["kind"] = "clock"),
        ["A pallet arrives before it left the station before"] = ("routing", p => Shift(Operation(FirstPallet(p), "oil"), -1, "arrive")),
        ["A pallet moves on before its work ends"] = ("transfer", p => Shift(Operation(FirstPallet(p), "palletcheck"), -1, "leave")),
        ["Finishing starts before lifting ends"] = ("routing", p => ShiftWork(Operation(FirstPallet(p), "repair"), -36_000)),
        ["Work is shorter than configured"] = ("duration", p => ShortenWork(Operation(FirstPallet(p), "plot"), 60)),
        ["Work is not done in full"] = ("calendar", p => Shift(Operation(FirstPallet(p), "yard"), -1, "end", "leave")),
        ["Work lies outside the shifts"] = ("calendar", p => MoveTo23(Operation(FirstPallet(p), "yard"), "start", 0)),
        ["Casting is interrupted"] = ("calendar", p => Shift(Operation(FirstPallet(p), "cast"), 1, "end")),
        ["Casting starts at night"] = ("calendar", p => ShiftWork(Operation(FirstPallet(p), "cast"), 17 * 3600)),
        ["Casting ends beyond overtime"] = ("calendar", p => CastLate(p)),
        ["The plan starts before its start"] = ("calendar", p => Shift(p, 1, "startAt")),
        ["Two pallets are at one station"] = ("station", p => Together(p, "hidden")),
        ["A pallet moves to a station that is not yet empty"] = ("station", p => MoveIn(p)),
        ["Two loads are at one finishing place"] = ("station", p => TogetherAtFinishing(p)),
        ["The crane does two things at once"] = ("crane", p => CraneTwice(p)),
        ["The crane stores faster than it can"] = ("crane", p => Shift(Curing(FirstPallet(p)), 1, "storeStart")),
        ["The crane retrieves faster than it can"] = ("crane", p => Shift(Curing(FirstPallet(p)), 1, "retrieveStart")),
        ["Two pallets are in one compartment"] = ("compartment", p => Curing(PalletStarting(p, 1))["place"] = (string?)Curing(PalletStarting(p, 0))["place"]),
        ["A compartment that the chamber has not"] = ("compartment", p => Curing(FirstPallet(p))["place"] = "CH1-C7L1"),
        ["Curing is too short"] = ("curing", p => Shift(Curing(FirstPallet(p)), -1, "end")),
        ["A pallet is retrieved before it is cured"] = ("curing", p => Shift(Curing(FirstPallet(p)), -36_000, "retrieveStart", "retrieveEnd")),
        ["A fixed mould's curing is too short"] = ("curing", p => Shift(Curing(InFixedMould(p)), -1, "end", "retrieveStart", "retrieveEnd")),
        ["A pallet is used by two loads at once"] = ("pallet", p => PalletStarting(p, 1)["palletId"] = (string?)PalletStarting(p, 0)["palletId"]),
        ["A pallet that the line has not"] = ("pallet", p => FirstPallet(p)["palletId"] = "P61"),
        ["A pallet is free before it is back"] = ("pallet", p => Shift(FirstPallet(p), -1, "palletUntil")),
        ["Another crew does the work"] = ("crew", p => Operation(InFixedMould(p), "cage")["crew"] = "cast"),
        ["A gang that the crew has not"] = ("crew", p => Operation(InFixedMould(p), "cage")["gang"] = 3),
        ["A gang does two things at once"] = ("crew", p => GangTwice(p)),
        ["A batch is mixed without the load"] = ("mixer", p => Shift(FirstPallet(p)["batch"]!.AsObject(), -3600, "start", "end")),
        ["A batch is mixed too fast"] = ("mixer", p => Shift(FirstPallet(p)["batch"]!.AsObject(), 1, "start")),
        ["Two batches are mixed at once"] = ("mixer", p => Copy(PalletStarting(p, 1)["batch"]!.AsObject(), PalletStarting(p, 0)["batch"]!.AsObject(), "start", "end")),
        ["An element has another due date"] = ("due", p => Shift(Element(FirstPallet(p), 0), 86_400, "dueAt")),
        ["A load has another due date"] = ("due", p => Shift(FirstPallet(p), 1, "dueAt")),
        ["Finish is not the end of final inspection"] = ("figures", p => Shift(FirstPallet(p), -60, "finishAt")),
        ["Sequence does not follow the start"] = ("sequence", p => FirstPallet(p)["sequence"] = 500),
        ["A late element is not named"] = ("late", p => p["late"]!.AsArray().RemoveAt(0)),
        ["A late element has no reason"] = ("late", p => p["late"]![0]!["reasonCode"] = "weather"),
        ["On-time share is prettier"] = ("figures", p => p["kpi"]!["onTimeShare"] = 1.0),
        ["Tardiness is prettier"] = ("figures", p => p["kpi"]!["weightedTardinessHours"] = 0.0),
        ["Makespan is prettier"] = ("figures", p => p["kpi"]!["makespanHours"] = 1.0),
        ["Objective is prettier"] = ("figures", p => p["kpi"]!["objective"] = 1.0),
        ["Bound is above the objective"] = ("bound", p => p["kpi"]!["lowerBound"] = 1e9),
        ["Gap is prettier"] = ("bound", p => p["kpi"]!["gap"] = 0.0),
    };

    public static TheoryData<string> Names => [.. Mutations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Checker_refuses(string name)
    {
        var (rule, change) = Mutations[name];
        var plan = JsonNode.Parse(SamplePlan.Json)!.AsObject();
        change(plan);

        var findings = PlanChecker.Check(SamplePlan.PlantDirectory, SamplePlan.OrderFiles, plan.ToJsonString());

        Assert.Contains(findings, f => f.StartsWith(rule + ":", StringComparison.Ordinal));
    }

    private static List<JsonObject> Pallets(JsonObject plan) =>
        [.. plan["loads"]!.AsArray().Select(l => l!.AsObject()).Where(l => l["palletId"] is not null).OrderBy(l => Time(l, "mouldsFrom"))];

    private static JsonObject PalletStarting(JsonObject plan, int index) => Pallets(plan)[index];

    private static JsonObject FirstPallet(JsonObject plan, int elements = 1) => Pallets(plan).First(l => l["elements"]!.AsArray().Count >= elements);

    private static JsonObject LastPallet(JsonObject plan) => Pallets(plan)[^1];

    private static JsonObject InFixedMould(JsonObject plan) => plan["loads"]!.AsArray().Select(l => l!.AsObject()).First(l => l["palletId"] is null);

    private static JsonObject Element(JsonObject load, int index) => load["elements"]![index]!.AsObject();

    private static JsonObject RightElement(JsonObject load) => load["elements"]!.AsArray().Select(e => e!.AsObject()).MaxBy(e => (int)e["xMm"]!)!;

    private static JsonObject Operation(JsonObject load, string operation) =>
        load["operations"]!.AsArray().Select(o => o!.AsObject()).First(o => (string?)o["operation"] == operation);

    private static JsonObject Curing(JsonObject load) => load["curing"]!.AsObject();

    private static DateTimeOffset Time(JsonObject node, string key) => (DateTimeOffset)node[key]!;

    private static void Add(JsonObject node, string key, int by) => node[key] = (int)node[key]! + by;

    private static void Flip(JsonObject node, string key) => node[key] = !(bool)node[key]!;

    private static void Copy(JsonObject from, JsonObject to, params string[] keys)
    {
        foreach (var key in keys)
        {
            to[key] = from[key]!.DeepClone();
        }
    }

    private static void Shift(JsonObject node, int seconds, params string[] keys)
    {
        foreach (var key in keys)
        {
            node[key] = Time(node, key).AddSeconds(seconds);
        }
    }

    private static void ShiftWork(JsonObject operation, int seconds) => Shift(operation, seconds, "arrive", "start", "end", "leave");

    private static void ShortenWork(JsonObject operation, int seconds)
    {
        Add(operation, "workSeconds", -seconds);
        Shift(operation, -seconds, "end");
    }

    // The second of two loads that overlap in time and need the same mould type takes the first one's unit.
    private static void ShareMould(JsonObject plan)
    {
        var held = Pallets(plan).SelectMany(l => l["elements"]!.AsArray().Select(e => (Load: l, Element: e!.AsObject(), Unit: (string)e!["mouldUnit"]!))).ToList();
        foreach (var a in held)
        {
            var b = held.Find(x => x.Load != a.Load && x.Unit != a.Unit && x.Unit[..^2] == a.Unit[..^2]
                && Time(x.Load, "mouldsFrom") >= Time(a.Load, "mouldsFrom") && Time(x.Load, "mouldsFrom") < Time(a.Load, "mouldsUntil"));
            if (b.Element is not null)
            {
                b.Element["mouldUnit"] = a.Unit;
                return;
            }
        }

        Assert.Fail("No two loads with a common mould type overlap.");
    }

    // Overtime is 60 minutes: 23:02 is beyond it, wherever in the shift casting began.
    private static void CastLate(JsonObject plan) => MoveTo23(Operation(FirstPallet(plan), "cast"), "end", 2);

    private static void MoveTo23(JsonObject operation, string key, int minutes)
    {
        var local = Time(operation, key).ToOffset(TimeSpan.FromHours(8));
        ShiftWork(operation, (int)(new DateTimeOffset(local.Date.AddHours(23).AddMinutes(minutes), local.Offset) - local).TotalSeconds);
    }

    private static void Together(JsonObject plan, string operation)
    {
        JsonObject first = Operation(PalletStarting(plan, 0), operation), second = Operation(PalletStarting(plan, 1), operation);
        Copy(first, second, "arrive", "start", "end", "leave");
    }

    // The second pallet arrives just when the first has left: its move began while the first was still there.
    private static void MoveIn(JsonObject plan) =>
        Operation(PalletStarting(plan, 1), "girder")["arrive"] = Operation(PalletStarting(plan, 0), "girder")["leave"]!.DeepClone();

    private static void TogetherAtFinishing(JsonObject plan) =>
        Operation(PalletStarting(plan, 1), "final")["start"] = Operation(PalletStarting(plan, 0), "final")["start"]!.DeepClone();

    private static void CraneTwice(JsonObject plan) =>
        Copy(Curing(PalletStarting(plan, 0)), Curing(PalletStarting(plan, 1)), "storeStart", "start");

    private static void GangTwice(JsonObject plan)
    {
        var prepared = plan["loads"]!.AsArray().Select(l => l!.AsObject()).Where(l => l["palletId"] is null).OrderBy(l => Time(l, "mouldsFrom")).Take(2).Select(l => Operation(l, "prepare")).ToList();
        Assert.NotEqual((int)prepared[0]["gang"]!, (int)prepared[1]["gang"]!);
        prepared[1]["gang"] = (int)prepared[0]["gang"]!;
    }
}
