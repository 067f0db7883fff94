using System.Globalization;
using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// The ten-component precast instance (six processes, one line, tenths of an hour): the calendar alone must give the values
/// that the closed rules of the literature give, down to the optimum over all 3,628,800 sequences.
/// </summary>
public sealed class TenComponentsTests
{
    private const int Cure = 3;

    // Tenths of an hour; a tenth is one unit of the calendar here.
    private static readonly int[][] Work =
    [
        [20, 16, 24, 120, 25, 10], [34, 40, 40, 120, 24, 25], [8, 10, 12, 120, 8, 17], [6, 8, 10, 120, 6, 20], [30, 36, 24, 120, 24, 30],
        [30, 32, 30, 120, 30, 16], [13, 9, 24, 120, 19, 18], [17, 14, 11, 120, 9, 7], [22, 18, 12, 120, 23, 7], [16, 32, 23, 120, 21, 27],
    ];

    private static readonly string Mould = "ABAACACBAC";
    private static readonly int[] Due = [680, 640, 720, 680, 1180, 680, 540, 920, 1050, 680];

    private WorkCalendar _shift = null!;
    private WorkCalendar _casting = null!;
    private int[] _units = null!;

    // One sequence by hand, HW 8, no mould limit, component 3 alone: assembly 0–0.8, parts –1.8, casting –3.0, cured at 15.0 in
    // the night, so demoulding waits for 24.0–24.8, finishing –26.5.
    [Fact]
    public void Single_component_by_hand()
    {
        Set(8, [9, 9, 9]);
        Span<int> done = stackalloc int[6];
        Schedule(2, done, new int[10], 0);

        Assert.Equal([8, 18, 30, 150, 248, 265], done.ToArray());
    }

    // 4 then 1, HW 8: 4 finishes parts at 1.4 and casting at 2.4; 1 assembles 0.6–2.6, parts –4.2, casts –6.6, cured 18.6;
    // next day demoulding 4: 24.0–24.6, 1: 24.6–27.1; finishing 4: –26.6, 1: 27.1–28.1.
    [Fact]
    public void Two_components_by_hand()
    {
        Set(8, [9, 9, 9]);
        Assert.Equal(281, Evaluate([3, 0]).Makespan);
    }

    [Theory]
    [InlineData(8, "unlimited", 783, 75, 1014, 224)]
    [InlineData(8, "2-2-2", 967, 75, 1494, 1984)]
    [InlineData(8, "1-1-1", 1225, 687, 1734, 2831)]
    [InlineData(10, "unlimited", 759, 0, 797, 75)]
    [InlineData(10, "2-2-2", 764, 0, 1254, 905)]
    [InlineData(10, "1-1-1", 1225, 511, 1517, 2324)]
    public void Optimum_and_due_date_rule_have_the_enumerated_values(int hours, string moulds, int makespan, int tardiness, int eddMakespan, int eddTardiness)
    {
        Set(hours, moulds == "unlimited" ? [9, 9, 9] : [.. moulds.Split('-').Select(m => int.Parse(m, CultureInfo.InvariantCulture))]);
        int[] edd = [.. Enumerable.Range(0, 10).OrderBy(j => Due[j]).ThenBy(j => j)];

        Assert.Equal((eddMakespan, eddTardiness), Evaluate(edd));
        Assert.Equal(makespan, Best(byTardiness: false));
        Assert.Equal(tardiness, Best(byTardiness: true));
    }

    private void Set(int hours, int[] units)
    {
        _units = units;
        _shift = new WorkCalendar([.. Enumerable.Range(0, 60).Select(d => new WorkWindow(d * 240, (d * 240) + (hours * 10), 0))]);

        // Casting may begin in overtime too: its window is the shift with the four hours of overtime.
        _casting = new WorkCalendar([.. Enumerable.Range(0, 60).Select(d => new WorkWindow(d * 240, (d * 240) + (hours * 10) + 40, 0))]);
    }

    /// <summary>Completion times of a component behind those in <paramref name="done"/>.</summary>
    private void Schedule(int component, Span<int> done, ReadOnlySpan<int> demoulded, int sameMould)
    {
        var units = _units[Mould[component] - 'A'];
        var time = sameMould >= units ? demoulded[sameMould - units] : 0;
        for (var s = 0; s < 6; s++)
        {
            var work = Work[component][s];
            if (s == Cure)
            {
                time += work;
                done[s] = time;
                continue;
            }

            time = Math.Max(time, done[s]);
            time = s == 2 ? _casting.EarliestWhole(time, work) + work : _shift.Advance(time, work);
            done[s] = time;
        }
    }

    private (int Makespan, int Tardiness) Evaluate(int[] sequence)
    {
        Span<int> done = stackalloc int[6];
        var demoulded = new int[3][] { new int[10], new int[10], new int[10] };
        var used = new int[3];
        var tardiness = 0;
        foreach (var component in sequence)
        {
            var type = Mould[component] - 'A';
            Schedule(component, done, demoulded[type], used[type]);
            demoulded[type][used[type]++] = done[4];
            tardiness += Math.Max(0, done[5] - Due[component]);
        }

        return (done[5], tardiness);
    }

    /// <summary>The optimum by depth-first enumeration; a branch is cut when it is no better already.</summary>
    private int Best(bool byTardiness)
    {
        var best = int.MaxValue;
        var demoulded = new int[3][] { new int[10], new int[10], new int[10] };
        var used = new int[3];
        Visit(0, new int[6], 0);
        return best;

        void Visit(int taken, int[] before, int tardiness)
        {
            if (taken == 0b11_1111_1111)
            {
                best = Math.Min(best, byTardiness ? tardiness : before[5]);
                return;
            }

            Span<int> done = stackalloc int[6];
            for (var component = 0; component < 10; component++)
            {
                if ((taken & (1 << component)) != 0)
                {
                    continue;
                }

                var type = Mould[component] - 'A';
                before.CopyTo(done);
                Schedule(component, done, demoulded[type], used[type]);
                var late = tardiness + Math.Max(0, done[5] - Due[component]);
                if ((byTardiness ? late : done[5]) >= best)
                {
                    continue;
                }

                demoulded[type][used[type]++] = done[4];
                Visit(taken | (1 << component), done.ToArray(), late);
                used[type]--;
            }
        }
    }
}
