using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Tests.Scheduling;

/// <summary>The search simulates from where a trial can differ on: what it finds must be what a simulation from the start says.</summary>
public sealed class ResumedSimulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_better_solution_costs_what_its_simulation_from_the_start_costs(int seed)
    {
        var random = new Random(seed);
        var plant = SamplePlan.Plant with
        {
            MouldTypes = [.. SamplePlan.Plant.MouldTypes.Select(type => type.Id is "SF-KT1" or "LT-A" or "SF-WQ1" ? type with { CleaningMinutes = 20, Maintenance = new MouldMaintenance(3, 120) } : type)],
        };
        Element[] elements = [.. SamplePlan.Elements.Take(250).Select(element => random.Next(6) == 0 ? element with { ReleaseDate = element.NeedDate.AddDays(-random.Next(1, 6)), TardinessWeight = 3 } : element)];
        var model = new PlantModel(SamplePlan.Problem(elements) with { Plant = plant });
        var decoder = new Decoder(model);
        Solution start = StartSolutions.All(model, decoder).Take(4).MinBy(solution => solution.Cost)!;
        var search = new PrioritySearch(model, decoder, random, start);
        var whole = new Decoder(model);
        var better = 0;
        for (var step = 0; step < 400; step++)
        {
            if (search.Step())
            {
                better++;
                Assert.True(whole.Run(search.Best.Loads, search.Best.Order));
                Assert.Equal(whole.Schedule.Cost, search.Best.Cost);
                Assert.Equal(whole.Schedule.OnTime, search.Best.OnTime);
            }
        }

        Assert.True(better > 5, $"{better} better solutions");
    }
}
