using PrecastMes.Execution;
using PrecastMes.Production.Shifts;

namespace PrecastMes.Server.Jobs;

/// <summary>The ledger in the plant's journal.</summary>
internal sealed class GatewayShiftLedger(PlantGateway gateway) : IShiftLedger
{
    public async Task<string?> CloseAsync(ShiftCloseRecord close, CancellationToken cancellationToken) =>
        (await gateway.CloseShiftAsync(close, cancellationToken)).Refusal is { } refusal ? $"{refusal.Code}: {refusal.Detail}" : null;
}
