using System.Globalization;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;

namespace PrecastMes.Tests.Scheduling;

public sealed class MinimalPlantTests
{
    [Fact]
    public void Three_elements_of_every_mark_are_planned_and_the_checker_finds_nothing()
    {
        var directory = Path.Combine(Repository.Root, "config", "plants", "minimal");
        var configuration = PlantFiles.Load(directory).Value;
        var plant = configuration.Plant;
        var family = plant.Families.ToDictionary(f => f.LineId);
        Element[] elements =
        [
            .. plant.MouldTypes.SelectMany(m => m.Marks.SelectMany(mark => Enumerable.Range(1, 3).Select(n => new Element(
                $"P-{mark}-{n}", "P", "B1", 1, mark, family[m.LineId].Code, 2000, 1000, 60, "C30", 120, 300, new DateOnly(2026, 3, 20))))),
        ];
        var orders = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(
                orders,
                elements.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Id},{e.Mark},{e.FamilyCode},2000,1000,C30,0.120,300,2026-03-20"))
                    .Prepend("element,mark,family,length_mm,width_mm,concrete_grade,volume_m3,weight_kg,need_date"));

            var plan = SamplePlan.Solve(SamplePlan.Problem(elements) with { Plant = plant, StartAt = configuration.DemoStart }, iterations: 50);

            Assert.NotEmpty(elements);
            Assert.Empty(plan.Unplanned);
            Assert.Empty(PlanChecker.Check(directory, [orders], SamplePlan.ToJson(plan)));
        }
        finally
        {
            File.Delete(orders);
        }
    }
}
