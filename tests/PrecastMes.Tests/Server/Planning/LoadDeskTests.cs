using Microsoft.Extensions.Time.Testing;
using PrecastMes.Persistence.Elements;
using PrecastMes.Scheduling.RoughLoad;
using PrecastMes.Server.Planning;
using PrecastMes.Tests.Persistence;
using PrecastMes.Tests.Scheduling;

namespace PrecastMes.Tests.Server.Planning;

/// <summary>Of the running plant's elements, what loads it, from Monday 2 March 2026, 06:00.</summary>
public sealed class LoadDeskTests
{
    // One element in each state: four are still to be cast, four are cast and not inspected, two are made.
    [Fact]
    public async Task What_is_not_cast_loads_its_week_and_what_is_cast_only_with_the_rest_of_its_way()
    {
        await using var file = await SqliteFile.CreateAsync();
        await using (var context = file.Open())
        {
            context.Projects.Add(Some.Project("HX1", "T1-06"));
            foreach (var state in Enum.GetValues<ElementState>())
            {
                var row = Some.Element($"E-{state}");
                (row.State, row.LoadId) = (state, state < ElementState.Released ? null : $"L-{state}");
                context.Elements.Add(row);
            }

            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var desk = new LoadDesk(SamplePlan.Plant, file.Factory, new FakeTimeProvider(Some.Instant));
        var (load, _) = await desk.CountAsync([], 2, TestContext.Current.CancellationToken);

        Assert.Equal(4, load!.Families.Single().Weeks.Sum(week => week.Ordered.Pieces));
        Assert.Equal(4, load.Begun);

        // A batch for each pallet to be cast, all four on one; the cast loads, each with a pallet, mix nothing.
        var mixer = load.Resources.Single(resource => resource.Kind == ResourceKind.Mixer);
        Assert.InRange(mixer.Weeks.Sum(week => week.OrderedHours), 0.01, 0.5);

        // A slab's mould turns twice a day on six days: twelve turns in the 162 h left of the week, 13.5 h each: four to be cast and three that are not stripped;
        // the demoulded one has given its mould back.
        Assert.Equal(7 * 13.5, load.Resources.Single(resource => resource.Kind == ResourceKind.Mould).Weeks[0].OrderedHours, 2);
    }
}
