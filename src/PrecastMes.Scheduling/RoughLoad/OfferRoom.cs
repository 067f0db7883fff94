namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Judges one offer, taken whole beside what is ordered.</summary>
internal static class OfferRoom
{
    public static OfferLoad Of(
        Offer offer, int index, IReadOnlyList<ResourceLedger> ledgers, IReadOnlyList<LoadWeek> weeks, Amount whole, int overdue, int later)
    {
        var (verdict, felt) = (OfferVerdict.Fits, new List<OfferPeak>());
        foreach (var ledger in ledgers)
        {
            var first = -1;
            for (var week = 0; week < weeks.Count; week++)
            {
                if (ledger.OfOffer(index, week) > 0)
                {
                    first = first < 0 ? week : first;
                    var percent = ResourceWeek.Percent(Beside(ledger, week), ledger.Capacity(week));
                    felt.Add(new OfferPeak(ledger.Kind, ledger.Id, weeks[week].Name, ResourceWeek.Percent(ledger.Ordered(week), ledger.Capacity(week)), percent));
                    verdict = Worse(verdict, ResourceWeek.IsOver(percent) ? OfferVerdict.FitsEarlier : OfferVerdict.Fits);
                }

                // What is cast earlier takes room from the weeks before; weeks before the offer's first are full or not without it.
                if (first >= 0 && ResourceWeek.IsOver(ledger.Through(week, w => Beside(ledger, w))))
                {
                    verdict = OfferVerdict.TooMuch;
                }
            }
        }

        return new OfferLoad(offer.ProjectId, offer.Probability, whole, overdue, later, verdict, felt.MaxBy(peak => peak.Percent ?? double.MaxValue));

        double Beside(ResourceLedger ledger, int week) => ledger.Ordered(week) + ledger.OfOffer(index, week);
    }

    private static OfferVerdict Worse(OfferVerdict one, OfferVerdict other) => one > other ? one : other;
}
