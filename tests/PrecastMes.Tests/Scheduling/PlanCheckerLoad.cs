using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Checks one load: what lies in it, its route, its times.</summary>
internal sealed class PlanCheckerLoad(
    PlanCheckerInput input, PlanCheckerCalendars calendars, JsonElement load, long planStart, Action<bool, string, string> require, PlanCheckerHolds holds, PlanCheckerMoulds moulds)
{
    private readonly string _id = load.Text("loadId");
    private readonly YamlMappingNode _line = input.Lines[load.Text("lineId")];
    private readonly List<CheckedElement> _elements = [.. load.List("elements").Select(e => input.Elements[e.Text("elementId")])];
    private readonly List<JsonElement> _operations = load.List("operations");

    public void Check()
    {
        CheckUnity();
        CheckMoulds();
        foreach (var operation in _operations)
        {
            CheckCalendar(operation);
        }

        if (_line.Text("kind") == "circulation")
        {
            CheckGeometry();
            CheckLoop();
        }
        else
        {
            CheckArea();
        }

        CheckDue();
        CheckBatch();
    }

    private void Require(bool fulfilled, string rule, string what) => require(fulfilled, rule, $"{_id}: {what}");

    private void CheckUnity()
    {
        var family = input.Families[load.Text("familyCode")];
        Require(_elements.TrueForAll(e => e.Family == load.Text("familyCode")), "unity", "family");
        Require(_elements.TrueForAll(e => e.Grade == load.Text("concreteGrade")), "unity", "concrete grade");
        Require(family.Text("line") == load.Text("lineId"), "unity", "line of the family");
        Require(family.Text("curing") == load.Text("curingProgramId"), "unity", "curing programme of the family");
        Require(_elements.Sum(e => e.Litres) == load.Number("volumeLitres"), "unity", "volume");
        Require(_elements.Sum(e => e.Kg) == load.Number("massKg"), "unity", "mass");
    }

    private void CheckMoulds()
    {
        foreach (var (planned, element) in load.List("elements").Zip(_elements))
        {
            var unit = planned.Text("mouldUnit");
            var type = input.Moulds.Single(m => m.Items("marks").Any(k => ((YamlScalarNode)k).Value == element.Mark));
            var units = Enumerable.Range(1, (int)type.Number("count")).Select(n => $"{type.Text("id")}-{n:00}");
            Require(units.Contains(unit), "mould type", $"{unit} does not make {element.Mark}");
            Require(type.Text("line") == load.Text("lineId"), "mould type", $"{unit} is not on the line");
            Require(planned.Text("mark") == element.Mark, "document", $"{element.Id} is not of the mark {planned.Text("mark")}");
            holds.Add("mould", unit, load.At("mouldsFrom"), load.At("mouldsUntil"), _id);
            moulds.Add(unit, element.Mark, load.At("mouldsFrom"), load.At("mouldsUntil"), _id);
        }
    }

    private void CheckGeometry()
    {
        var pallets = _line.Map("pallets");
        long margin = pallets.Number("edgeMarginMm"), gap = pallets.Number("gapMm");
        Require(_elements.Count <= pallets.Number("maxElements"), "geometry", $"{_elements.Count} elements");
        Require(_elements.Sum(e => e.Kg) <= pallets.Number("maxLoadKg"), "mass", "too heavy for the pallet");
        var boxes = load.List("elements").Zip(_elements, (p, e) =>
        {
            var turned = p.GetProperty("rotated").GetBoolean();
            return (X: p.Number("xMm"), Y: p.Number("yMm"), W: turned ? e.Width : e.Length, H: turned ? e.Length : e.Width, e.Id);
        }).ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            var a = boxes[i];
            Require(
                a.X >= margin && a.Y >= margin && a.X + a.W <= pallets.Number("lengthMm") - margin && a.Y + a.H <= pallets.Number("widthMm") - margin,
                "geometry", $"{a.Id} reaches beyond the pallet's margin");
            for (var j = 0; j < i; j++)
            {
                var b = boxes[j];
                var apart = a.X >= b.X + b.W + gap || b.X >= a.X + a.W + gap || a.Y >= b.Y + b.H + gap || b.Y >= a.Y + a.H + gap;
                Require(apart, "geometry", $"{a.Id} and {b.Id} keep no gap");
            }
        }
    }

    private void CheckCalendar(JsonElement operation)
    {
        long start = operation.At("start"), end = operation.At("end"), work = operation.Number("workSeconds");
        var name = operation.Text("operation");
        var calendar = calendars.OfOperation(load.Text("lineId"), name);
        Require(start >= planStart, "calendar", $"{name} before the plan starts");
        switch (operation.Text("kind"))
        {
            case "interruptible":
                Require(work == 0 ? start == end : calendar.IsStaffed(start) && calendar.IsStaffed(end - 1), "calendar", $"{name} outside the shifts");
                Require(calendar.Worked(start, end) == work, "calendar", $"{name} works {calendar.Worked(start, end)} of {work} s");
                break;
            case "nonInterruptible":
                Require(end - start == work, "calendar", $"{name} is interrupted");
                Require(calendar.TakesWhole(start, end), "calendar", $"{name} starts outside the shifts or ends beyond overtime");
                break;
            default:
                Require(end - start == work, "calendar", $"{name} takes {end - start} of {work} s");
                break;
        }
    }

    private JsonElement Operation(YamlMappingNode step)
    {
        var found = _operations.Where(o => o.Text("operation") == step.Text("operation")).ToList();
        Require(found.Count == 1, "routing", $"{step.Text("operation")} stands {found.Count} times");
        var operation = found[0];
        Require(operation.Text("kind") == step.Text("kind"), "routing", $"{step.Text("operation")} is of kind {operation.Text("kind")}");
        var byFamily = step.Children.TryGetValue("secondsByFamily", out var families)
            ? ((YamlMappingNode)families).NumberOr(load.Text("familyCode"), step.Number("seconds"))
            : step.Number("seconds");
        var work = byFamily + (step.NumberOr("secondsPerElement", 0) * _elements.Count);
        Require(operation.Number("workSeconds") == work, "duration", $"{step.Text("operation")} is planned with {operation.Number("workSeconds")} of {work} s");
        return operation;
    }

    private void CheckLoop()
    {
        var wet = _line.Maps("wetStations");
        var dry = _line.Maps("dryStations");
        var finishing = _line.Maps("finishingStations");
        var transfer = _line.Number("transferSeconds");
        var chamber = _line.Map("chamber");
        long store = chamber.Number("storeSeconds"), retrieve = chamber.Number("retrieveSeconds");
        Require(_operations.Count == wet.Count + dry.Count + finishing.Count, "routing", $"{_operations.Count} operations");
        var curing = load.GetProperty("curing");
        var from = load.At("mouldsFrom");
        Require(from >= planStart, "calendar", "starts before the plan");
        var arrival = from + transfer;
        foreach (var step in wet)
        {
            arrival = CheckBlocking(step, arrival, step == wet[^1] ? store : transfer, transfer);
        }

        Require(curing.At("start") == arrival, "curing", "does not start at the end of storing");
        Require(curing.At("storeStart") == arrival - store, "crane", "storing has another length");
        CheckCuring(curing);
        Require(curing.At("retrieveStart") >= curing.At("end"), "curing", "retrieved before the programme ends");
        Require(curing.At("retrieveEnd") - curing.At("retrieveStart") == retrieve, "crane", "retrieving has another length");
        var places = Enumerable.Range(1, (int)chamber.Number("columns")).SelectMany(c => Enumerable.Range(1, (int)chamber.Number("levels")).Select(l => $"{chamber.Text("id")}-C{c}L{l}"));
        Require(places.Contains(curing.Text("place")), "compartment", $"{curing.Text("place")} is not in the chamber");
        holds.Add("compartment", curing.Text("place"), curing.At("storeStart"), curing.At("retrieveEnd"), _id);
        holds.Add("crane", chamber.Text("crane"), curing.At("storeStart"), curing.At("start"), _id);
        holds.Add("crane", chamber.Text("crane"), curing.At("retrieveStart"), curing.At("retrieveEnd"), _id);

        arrival = curing.At("retrieveEnd");
        foreach (var step in dry)
        {
            arrival = CheckBlocking(step, arrival, transfer, step == dry[0] ? retrieve : transfer);
            if (step.Text("operation") == _line.Text("stripOperation"))
            {
                Require(load.At("mouldsUntil") == Operation(step).At("end"), "mould", "not held to the end of stripping");
            }
        }

        Require(load.At("palletUntil") == arrival, "pallet", "not held until it is back in the magazine");
        var fleet = _line.Map("pallets");
        var ids = Enumerable.Range(1, (int)fleet.Number("count")).Select(n => $"{fleet.Text("idPrefix")}{n:00}");
        Require(ids.Contains(load.Text("palletId")), "pallet", $"{load.Text("palletId")} is not one of the line's");
        holds.Add("pallet", load.Text("palletId"), from, load.At("palletUntil"), _id);
        CheckFinishing(finishing, Operation(dry.Single(s => s.Text("operation") == _line.Text("liftOperation"))).At("end"));
    }

    /// <summary>A station that the pallet blocks from its arrival to the end of its move away; returns the arrival at the next.</summary>
    private long CheckBlocking(YamlMappingNode step, long arrival, long moveAway, long moveIn)
    {
        var operation = Operation(step);
        var name = step.Text("operation");
        Require(operation.Text("unit") == step.Text("id"), "routing", $"{name} is at {operation.Text("unit")}");
        Require(operation.At("arrive") == arrival, "routing", $"{name} does not arrive when the one before leaves");
        Require(operation.At("start") >= operation.At("arrive"), "routing", $"{name} starts before it arrives");
        Require(operation.At("leave") - moveAway >= operation.At("end"), "transfer", $"{name} moves on before it ends");

        // The station must be empty when the move to it begins.
        holds.Add("station", step.Text("id"), operation.At("arrive") - moveIn, operation.At("leave"), _id);
        return operation.At("leave");
    }

    private void CheckFinishing(List<YamlMappingNode> finishing, long ready)
    {
        foreach (var step in finishing)
        {
            var operation = Operation(step);
            Require(operation.Text("unit") == step.Text("id"), "routing", $"{step.Text("operation")} is at {operation.Text("unit")}");
            Require(operation.At("start") >= ready, "routing", $"{step.Text("operation")} starts before the one before ends");
            Require(operation.At("arrive") == operation.At("start") && operation.At("leave") == operation.At("end"), "routing", $"{step.Text("operation")} arrives and leaves with its work");
            holds.Add("station", step.Text("id"), operation.At("start"), operation.At("end"), _id);
            ready = operation.At("end");
            if (step.Text("operation") == _line.Text("finalOperation"))
            {
                Require(load.At("finishAt") == ready, "figures", "finish is not the end of final inspection");
            }
        }
    }

    private void CheckArea()
    {
        var steps = _line.Maps("operations");
        var finishing = _line.Maps("finishingStations");
        var demould = _line.Map("demould");
        var mould = load.List("elements")[0].Text("mouldUnit");
        Require(_elements.Count == 1, "geometry", "more than one element in a fixed mould");
        Require(load.GetProperty("palletId").ValueKind == JsonValueKind.Null, "pallet", "a fixed mould needs none");
        Require(_operations.Count == steps.Count + 1 + finishing.Count, "routing", $"{_operations.Count} operations");
        var ready = load.At("mouldsFrom");
        foreach (var step in steps)
        {
            ready = CheckInMould(step, mould, ready, step == steps[0]);
        }

        var curing = load.GetProperty("curing");
        Require(curing.Text("place") == mould, "curing", "is not in the mould");
        Require(curing.At("start") == ready, "curing", "does not start when casting ends");
        CheckCuring(curing);
        Require(
            curing.At("storeStart") == curing.At("start") && curing.At("retrieveStart") == curing.At("end") && curing.At("retrieveEnd") == curing.At("end"),
            "curing", "nothing is stored or retrieved in a fixed mould");
        ready = CheckInMould(demould, mould, curing.At("end"), false);
        Require(load.At("mouldsUntil") == ready, "mould", "not held to the end of demoulding");
        CheckFinishing(finishing, ready);
    }

    private long CheckInMould(YamlMappingNode step, string mould, long ready, bool first)
    {
        var operation = Operation(step);
        var name = step.Text("operation");
        var crew = _line.Maps("crews").Single(c => c.Text("id") == step.Text("crew"));
        Require(operation.Text("unit") == mould, "routing", $"{name} is at {operation.Text("unit")}");
        Require(first ? operation.At("start") == ready : operation.At("start") >= ready, "routing", $"{name} does not follow the one before");
        Require(operation.Text("crew") == crew.Text("id"), "crew", $"{name} is not done by {crew.Text("id")}");
        Require(operation.Number("gang") >= 1 && operation.Number("gang") <= crew.Number("gangs"), "crew", $"{name} has gang {operation.Number("gang")}");
        holds.Add("crew", $"{crew.Text("id")}/{operation.Number("gang")}", operation.At("start"), operation.At("end"), _id);
        return operation.At("end");
    }

    private void CheckCuring(JsonElement curing)
    {
        var nominal = input.Programs[load.Text("curingProgramId")].Number("nominalMinutes") * 60;
        Require(curing.At("end") - curing.At("start") >= nominal, "curing", "is shorter than the programme");
    }

    private void CheckDue()
    {
        var lead = input.Plant.Number("yardLeadDays");
        foreach (var (planned, element) in load.List("elements").Zip(_elements))
        {
            Require(planned.At("dueAt") == calendars.OfPlant.Seconds(element.Need.AddDays(-lead)), "due", $"{element.Id} is due at another instant");
            Require(element.Release is not { } day || load.At("mouldsFrom") >= calendars.OfPlant.Seconds(day), "release", $"{element.Id} is started before it is released");
        }

        Require(load.At("dueAt") == load.List("elements").Min(e => e.At("dueAt")), "due", "is not the earliest of its elements");
    }

    private void CheckBatch()
    {
        var isLoop = _line.Text("kind") == "circulation";
        var batch = load.GetProperty("batch");
        var mixer = _line.Map("mixer");
        var cast = _operations.Single(o => isLoop ? o.Text("unit") == _line.Text("castingStation") : o.Text("operation") == _line.Text("castOperation"));
        var steps = isLoop ? [] : _line.Maps("operations");
        var before = steps.FindIndex(s => s.Text("operation") == cast.Text("operation")) - 1;
        var there = isLoop ? cast.At("arrive") : before < 0 ? planStart : Operation(steps[before]).At("end");
        Require(batch.Text("mixer") == mixer.Text("id"), "mixer", $"is {batch.Text("mixer")}");
        Require(batch.At("start") >= there, "mixer", "mixes before the load is there");
        Require(batch.At("end") - batch.At("start") == mixer.Number("batchSeconds"), "mixer", "the batch has another length");
        Require(batch.At("end") == cast.At("start"), "mixer", "casting does not follow mixing");
        Require(calendars.OfMixer(load.Text("lineId")).IsStaffed(batch.At("start"), batch.At("end")), "mixer", "mixes outside the shifts");
        holds.Add("mixer", batch.Text("mixer"), batch.At("start"), batch.At("end"), _id);
    }
}
