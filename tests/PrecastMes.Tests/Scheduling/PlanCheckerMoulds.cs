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

    private static long Change(YamlMappingNode type, string from, string to) => !type.Children.ContainsKey("changeovers")
        ? 0
        : type.Maps("changeovers").Where(change => change.Text("from") == from && change.Text("to") == to).Select(change => change.Number("minutes")).SingleOrDefault();
}
