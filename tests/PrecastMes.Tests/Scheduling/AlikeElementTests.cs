using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Until it is cast, one piece of a mark is as good as another: who is made when is decided by due dates alone.</summary>
public sealed class AlikeElementTests
{
    // Needed five days earlier than ordered, many are late.
    private static readonly Element[] Elements =
        [.. SamplePlan.Elements.Take(300).Select((element, i) => element with { NeedDate = element.NeedDate.AddDays(-5), TardinessWeight = 1 + (i % 2) })];

    [Fact]
    public void Of_two_that_are_alike_neither_would_be_less_late_in_the_place_of_the_other()
    {
        Plan plan = SamplePlan.Solve(Problem(), iterations: 60);
        var wanted = Elements.ToDictionary(element => element.Id);
        int compared = 0;
        var made = plan.Loads.SelectMany(load => load.Elements.Select(element => (element.ElementId, Finish: load.FinishAt, Due: element.DueAt)));
        foreach (var alike in made.GroupBy(planned => wanted[planned.ElementId] with { Id = "", ProjectId = "", Building = "", Floor = 0, NeedDate = default }))
        {
            (string ElementId, DateTimeOffset Finish, DateTimeOffset Due)[] pieces = [.. alike];
            for (int i = 0; i < pieces.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    compared++;
                    TimeSpan kept = Late(pieces[i].Finish, pieces[i].Due) + Late(pieces[j].Finish, pieces[j].Due);
                    TimeSpan exchanged = Late(pieces[i].Finish, pieces[j].Due) + Late(pieces[j].Finish, pieces[i].Due);
                    Assert.True(kept <= exchanged, $"{pieces[i].ElementId} and {pieces[j].ElementId}: {kept} late, exchanged {exchanged}");
                }
            }
        }

        Assert.True(compared > 500, $"{compared} pairs");
    }

    [Fact]
    public void Improving_a_plan_as_a_whole_keeps_every_element_and_costs_less()
    {
        var model = new PlantModel(Problem());
        var decoder = new Decoder(model);
        Solution start = StartSolutions.All(model, decoder).First();

        Solution improved = new NeighbourhoodDescent(model, decoder).Run(start, () => false);

        Assert.Equal(Enumerable.Range(0, model.Elements.Length), improved.Loads.SelectMany(load => load.Placements).Select(placement => placement.Element).Order());
        Assert.Equal(Enumerable.Range(0, improved.Loads.Length), improved.Order.Order());
        var again = new Decoder(model);
        again.Run(improved.Loads, improved.Order);
        Assert.Equal(improved.Cost, again.Schedule.Cost);
        Assert.True(improved.Cost < start.Cost, $"{start.Cost} became {improved.Cost}");
    }

    // Judged by elements: where floors count, a piece may wait for its floor.
    private static PlanningProblem Problem() => SamplePlan.Problem(Elements) with { Plant = SamplePlan.Plant with { Objective = new() } };

    private static TimeSpan Late(DateTimeOffset finish, DateTimeOffset due) => finish > due ? finish - due : TimeSpan.Zero;
}
