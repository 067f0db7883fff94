using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>Lists the changes of mark and the maintenance of moulds that a plan needs.</summary>
internal sealed class MouldWorkDraft(PlantModel model, IReadOnlyList<PlannedLoad> loads)
{
    /// <summary>By when it can begin. Cleaning alone is part of each turn and not listed.</summary>
    public IReadOnlyList<PlannedMouldWork> Work()
    {
        var uses = loads.SelectMany(load => load.Elements.Select(element => (Load: load, Element: element))).ToLookup(use => use.Element.MouldUnit, StringComparer.Ordinal);
        var work = new List<PlannedMouldWork>();
        foreach (var stock in model.Moulds.Where(stock => stock.IsServiced))
        {
            for (var i = 0; i < stock.UnitIds.Length; i++)
            {
                var unit = stock.FirstUnit + i;
                work.AddRange(OfUnit(stock, unit, [.. uses[stock.UnitIds[i]].OrderBy(use => use.Load.MouldsFrom)]));
            }
        }

        return [.. work.OrderBy(each => each.NotBefore).ThenBy(each => each.MouldUnit, StringComparer.Ordinal)];
    }

    private IEnumerable<PlannedMouldWork> OfUnit(MouldStock stock, int unit, IReadOnlyList<(PlannedLoad Load, PlannedElement Element)> uses)
    {
        var id = stock.UnitIds[unit - stock.FirstUnit];
        var turns = model.MouldHistory.Turns[unit];
        var mark = model.MouldHistory.LastMark[unit];
        var free = model.Occupation.MouldFreeAt[unit] is > 0 and < int.MaxValue and var second ? model.Instant(second) : model.StartAt;
        for (var n = 0; n <= uses.Count; n++)
        {
            var next = n < uses.Count ? stock.MarkOf(uses[n].Element.Mark) : -1;
            var isRenewal = stock.IsRenewalDue(turns);
            var changes = !isRenewal && stock.ChangeSeconds(mark, next) > 0;
            var isMaintenance = !isRenewal && stock.IsMaintenanceDue(turns);
            if (changes || ((isMaintenance || isRenewal) && n > 0))
            {
                yield return new PlannedMouldWork(
                    id, mark < 0 ? null : stock.Type.Marks[mark], changes ? stock.Type.Marks[next] : null, isMaintenance, stock.ServiceSeconds(turns, mark, next) / 60,
                    free, n < uses.Count ? uses[n].Load.MouldsFrom : null)
                {
                    RenewalDays = isRenewal ? stock.Type.Life!.RenewalDays : null,
                };
            }

            if (n < uses.Count)
            {
                (turns, mark, free) = (turns + 1, next, uses[n].Load.MouldsUntil);
            }
        }
    }
}
