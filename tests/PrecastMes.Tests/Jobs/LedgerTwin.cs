using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Production.Shifts;
using PrecastMes.Server.Jobs;

namespace PrecastMes.Tests.Jobs;

/// <summary>The ledger with its projection, without a journal: a close is a row as soon as it is taken.</summary>
internal sealed class LedgerTwin(PrecastContextFactory contexts) : IShiftLedger
{
    internal List<ShiftCloseRecord> Asked { get; } = [];

    internal string? Refusal { get; set; }

    public async Task<string?> CloseAsync(ShiftCloseRecord close, CancellationToken cancellationToken)
    {
        Asked.Add(close);
        if (Refusal is null)
        {
            await using var context = contexts.CreateDbContext();
            await context.AddShiftCloseAsync(close, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        return Refusal;
    }
}
