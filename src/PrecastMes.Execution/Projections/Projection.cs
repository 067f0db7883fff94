using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Shifts;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Shifts;

namespace PrecastMes.Execution.Projections;

/// <summary>Applies facts to the rows of one transaction.</summary>
internal sealed class Projection(PrecastContext db, PlantLayout layout)
{
    private readonly PlantProjection plant = new(db);
    private readonly LineProjection line = new(db, layout);

    public async Task ApplyAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Fact)
        {
            case PlantEvent e:
                await plant.ApplyAsync(entry, e, cancellationToken);
                break;
            case LineEvent e:
                await line.ApplyAsync(entry, e, cancellationToken);
                break;
            case ShiftClosed e:
                await db.AddShiftCloseAsync(e.Close, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Event {entry.Sequence} of {entry.PersistenceId} is {entry.Fact.GetType().Name}, which no projection reads.");
        }
    }
}
