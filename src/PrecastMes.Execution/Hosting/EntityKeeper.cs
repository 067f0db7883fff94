using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Shifts;
using PrecastMes.Production.Plants;

namespace PrecastMes.Execution.Hosting;

/// <summary>
/// Keeps the plant's entities alive: an entity that stopped, because its journal write failed or another owner came, recovers
/// with the next touch.
/// </summary>
internal sealed class EntityKeeper(
    Plant plant, IRequiredActor<PlantActor> plants, IRequiredActor<LineActor> lines, IRequiredActor<ShiftLedgerActor> shifts)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IActorRef[] regions =
        [
            await lines.GetAsync(stoppingToken), await plants.GetAsync(stoppingToken), await shifts.GetAsync(stoppingToken),
        ];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var region in regions)
            {
                region.Tell(new ShardingEnvelope(plant.Id, Touch.Instance), ActorRefs.NoSender);
            }

            await Task.Delay(Interval, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
