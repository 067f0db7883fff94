using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Checks what has to be done on mould units between two uses, turns counted from the first use in the plans that are checked together.</summary>
internal sealed class PlanCheckerMoulds(PlanCheckerInput input, List<string> findings)
{
    private readonly List<(string Unit, string Mark, long From, long Until, string Load)> _uses = [];

    public void Add(string unit, string mark, long from, long until, string load) => _uses.Add((unit, mark, from, until, load));

    /// <summary>Checks all uses, and the lists of work of the plans.</summary>
    public void Check(List<JsonElement> plans)
    {
        if (_uses.Count == 0)
        {
            return;
        }

        var calendar = new PlanCheckerCalendar(input.CalendarFile, _uses.Min(use => use.From), _uses.Max(use => use.Until));
        var listed = plans.Where(plan => plan.TryGetProperty("mouldWork", out _)).SelectMany(plan => plan.List("mouldWork")).ToList();
        foreach (var unit in _uses.GroupBy(use => use.Unit))
        {
            var type = input.Moulds.Single(m => unit.Key.StartsWith(m.Text("id") + "-", StringComparison.Ordinal) && unit.Key.Length == m.Text("id").Length + 3);
            var uses = unit.OrderBy(use => use.From).ToList();
            for (var turn = 1; turn < uses.Count; turn++)
            {
                var (before, next) = (uses[turn - 1], uses[turn]);
                if (type.Children.ContainsKey("life") && turn % type.Map("life").Number("turns") == 0)
                {
                    CheckRenewal(type.Map("life").Number("renewalDays"), unit.Key, before.Until, next.From, listed);
                    continue;
                }

                var change = Change(type, before.Mark, next.Mark);
                var maintenance = type.Children.ContainsKey("maintenance") && turn % type.Map("maintenance").Number("everyTurns") == 0 ? type.Map("maintenance").Number("minutes") : 0;
                var minutes = type.NumberOr("cleaningMinutes", 0) + change + maintenance;
                if (calendar.Worked(before.Until, next.From) < minutes * 60)
                {
                    findings.Add($"mould work: {unit.Key} is used by {before.Load} until {before.Until} and by {next.Load} from {next.From}: no room for {minutes} min");
                }

                if (change + maintenance > 0 && !listed.Exists(work => work.Text("mouldUnit") == unit.Key && work.At("notBefore") == before.Until && work.Number("minutes") == minutes && work.At("neededBy") == next.From))
                {
                    findings.Add($"mould work: {unit.Key} between {before.Load} and {next.Load} is not listed");
                }
            }
        }
    }

    private void CheckRenewal(long days, string unit, long until, long from, List<JsonElement> listed)
    {
        if (from - until < days * 86_400)
        {
            findings.Add($"mould work: {unit} is at the end of its life and used again after {(from - until) / 86_400.0:0.0} days instead of {days}");
        }

        if (!listed.Exists(work => work.Text("mouldUnit") == unit && work.At("notBefore") == until && work.TryGetProperty("renewalDays", out var stated) && stated.GetInt64() == days))
        {
            findings.Add($"mould work: the renewal of {unit} is not listed");
        }
    }

    private static long Change(YamlMappingNode type, string from, string to) => !type.Children.ContainsKey("changeovers")
        ? 0
        : type.Maps("changeovers").Where(change => change.Text("from") == from && change.Text("to") == to).Select(change => change.Number("minutes")).SingleOrDefault();
}
