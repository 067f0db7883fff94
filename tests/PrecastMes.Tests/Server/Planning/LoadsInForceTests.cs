using System.Text.Json;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Loads;
using PrecastMes.Persistence.Plans;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Planning;
using PrecastMes.Tests.Persistence;
using PrecastMes.Tests.Scheduling;

namespace PrecastMes.Tests.Server.Planning;

/// <summary>What is on the line holds its moulds, pallets and stations, whatever it is at.</summary>
public sealed class LoadsInForceTests
{
    [Fact]
    public async Task A_load_is_in_force_from_its_release_until_the_yard()
    {
        var plan = SamplePlan.Plan;
        await using var file = await SqliteFile.CreateAsync();
        ElementState[] states = Enum.GetValues<ElementState>();
        await using (var context = file.Open())
        {
            context.Plans.Add(new PlanRow { Id = plan.PlanId, CreatedAt = plan.CreatedAt, StartAt = plan.StartAt, ReleasedAt = plan.StartAt, Document = SamplePlan.Json, Kpi = JsonSerializer.Serialize(plan.Kpi, PlanJson.Options) });
            foreach (var (state, load) in states.Zip(plan.Loads))
            {
                context.Loads.Add(new LoadRow
                {
                    Id = load.LoadId, PlanId = plan.PlanId, LineId = load.LineId, FamilyCode = load.FamilyCode, ConcreteGrade = load.ConcreteGrade, CuringProgramId = load.CuringProgramId,
                    PlannedPlace = load.Curing.Place, PlannedStart = load.MouldsFrom, PlannedFinish = load.FinishAt, DueAt = load.DueAt, State = state,
                });
            }

            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var reading = file.Open();
        var loads = await LoadsInForce.LoadsAsync(reading, await reading.PlanHeadersAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        var expected = plan.Loads.Take(states.Length).Where((_, i) => states[i] is not (ElementState.Ordered or ElementState.Planned or ElementState.Yard)).Select(load => load.LoadId);
        Assert.Equal(expected, loads.Select(load => load.LoadId));
    }
}
