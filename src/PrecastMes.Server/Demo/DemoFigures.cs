using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution.Live;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Server.Demo;

/// <summary>How the demo's plant stands, for one line on the console.</summary>
/// <param name="PalletsCast">Pallet loads with concrete cast.</param>
/// <param name="InCuring">Loads that cure now, on pallets and in fixed moulds.</param>
/// <param name="Elements">Elements of all states, cast, passed and on time.</param>
/// <param name="PlcConnected">Whether the line is followed.</param>
/// <param name="FaultedUnits">Units with a fault.</param>
internal sealed record DemoFigures(int PalletsCast, int InCuring, ElementCounters Elements, bool PlcConnected, IReadOnlyList<string> FaultedUnits)
{
    /// <summary>Reads them.</summary>
    public static async Task<DemoFigures> ReadAsync(
        IDbContextFactory<PrecastContext> contexts, LiveLine live, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return new DemoFigures(
            await context.Loads.CountAsync(load => load.CastAt != null && load.PalletId != null, cancellationToken),
            await context.Loads.CountAsync(load => load.State == ElementState.Curing, cancellationToken),
            await context.ElementCountersAsync(projectId: null, cancellationToken),
            live.Connection.Connected,
            [.. live.Snapshot().Units.Where(unit => unit.FaultCode != 0).Select(unit => unit.Unit)]);
    }
}
