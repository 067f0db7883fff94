using Google.OrTools.Sat;
using Google.OrTools.Util;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>
/// The plant as one constraint model for CP-SAT: every station of every load an interval, blocking between stations, moulds, pallets and
/// compartments as cumulative resources, crane and mixers as machines, shifts as gaps, weighted lateness of the elements to be least. Its
/// pallets are filled first fit, as those of the rules. The order that it finds is simulated, so that its plan keeps every rule that the
/// model leaves out (gangs of the finishing places, work that goes on after a break), and is judged by the same clock.
/// </summary>
internal static class MonolithicModel
{
    // Beyond so many loads the model alone takes longer to build than the search may last.
    private const int MostLoads = 1_000;
    private const int Horizon = 120 * 86_400;

    /// <summary>Hours late; null when there is no solution in time, or the plant is too large.</summary>
    public static double? Hours(PlantModel model, TimeSpan budget, int seed)
    {
        Load[] loads = new LoadNesting(model).FirstFit();
        if (loads.Length > MostLoads)
        {
            return null;
        }

        var cp = new CpModel();
        IntVar[] starts = new Builder(model, loads, cp).Build();
        var solver = new CpSolver { StringParameters = FormattableString.Invariant($"max_time_in_seconds:{budget.TotalSeconds} num_workers:2 random_seed:{seed}") };
        if (solver.Solve(cp) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            return null;
        }

        int[] order = [.. Enumerable.Range(0, loads.Length).OrderBy(i => loads[i].Line).ThenBy(i => solver.Value(starts[i])).ThenBy(i => i)];
        var decoder = new Decoder(model);
        decoder.Run(loads, order);
        return decoder.Schedule.Parts.Tardiness / 3600.0;
    }

    private sealed class Builder(PlantModel model, Load[] loads, CpModel cp)
    {
        private readonly Dictionary<string, List<IntervalVar>> _machines = [];
        private readonly Dictionary<string, (long Capacity, List<IntervalVar> Uses, List<long> Demands)> _stocks = [];
        private readonly LinearExprBuilder _late = LinearExpr.NewBuilder();

        public IntVar[] Build()
        {
            IntVar[] starts = [.. loads.Select(Add)];
            foreach (List<IntervalVar> uses in _machines.Values)
            {
                cp.AddNoOverlap(uses);
            }

            foreach ((long capacity, List<IntervalVar> uses, List<long> demands) in _stocks.Values)
            {
                CumulativeConstraint stock = cp.AddCumulative(capacity);
                stock.AddDemands(uses, demands);
            }

            cp.Minimize(_late);
            return starts;
        }

        // Work fits into a shift as a whole; what runs by the clock begins at any time.
        private IntVar Start(Load load, int step, int index)
        {
            LineModel line = model.Lines[load.Line];
            string name = $"s{index}.{step}";
            if (line.Steps[step].Kind == OperationKind.Clock)
            {
                return cp.NewIntVar(load.Release, Horizon, name);
            }

            List<long[]> shifts = [];
            for (int i = 0; i < model.Calendar.Count && model.Calendar[i].Start < Horizon; i++)
            {
                long first = Math.Max(load.Release, model.Calendar[i].Start), last = model.Calendar[i].End - load.Work[step];
                if (first <= last)
                {
                    shifts.Add([first, last]);
                }
            }

            return cp.NewIntVarFromDomain(Domain.FromIntervals([.. shifts]), name);
        }

        private IntVar Add(Load load, int index)
        {
            LineModel line = model.Lines[load.Line];
            IntVar start = Start(load, 0, index);
            IntVar at = start;
            IntVar? moulds = null;
            for (int step = 0; step < line.Steps.Length; step++)
            {
                IntVar end = cp.NewIntVar(0, Horizon, $"e{index}.{step}");
                IntVar leave = line.Loop is null || step + 1 == line.FirstDryStep || step + 1 >= line.FinishingFrom ? end : cp.NewIntVar(0, Horizon, $"l{index}.{step}");
                cp.Add(end == at + Math.Max(1, load.Work[step]));
                cp.Add(leave >= end);
                Use($"{line.Id}.{step}", at, leave, $"o{index}.{step}", line.Loop is null ? Gangs(line, step) : 1);
                moulds = step == line.StripStep ? end : moulds;
                if (step + 1 < line.Steps.Length)
                {
                    IntVar ready = step + 1 == line.FirstDryStep ? Cure(load, line, index, leave) : leave;
                    at = Start(load, step + 1, index);
                    cp.Add(at >= ready + (line.Loop?.TransferSeconds ?? 0));
                }

                if (step == line.FinalStep)
                {
                    AddLateness(load, end, index);
                }

                if (step == line.LiftStep && line.Loop is not null)
                {
                    Hold($"pallets {line.Id}", line.Pallets.Length, start, leave, $"p{index}", 1);
                }
            }

            for (int i = 0; i < load.NeedTypes.Length; i++)
            {
                Hold($"mould {load.NeedTypes[i]}", model.Moulds[load.NeedTypes[i]].Usable, start, moulds!, $"m{index}.{i}", load.NeedCounts[i]);
            }

            return start;
        }

        private IntVar Cure(Load load, LineModel line, int index, LinearExpr at)
        {
            IntVar gone = cp.NewIntVar(0, Horizon, $"c{index}");
            if (line.Loop is not { } loop)
            {
                cp.Add(gone >= at + load.CureSeconds);
                return gone;
            }

            IntVar stored = cp.NewIntVar(0, Horizon, $"cs{index}");
            cp.Add(stored == at + loop.Chamber.StoreSeconds);
            IntVar fetch = cp.NewIntVar(0, Horizon, $"cf{index}");
            cp.Add(fetch >= stored + load.CureSeconds);
            cp.Add(gone == fetch + loop.Chamber.RetrieveSeconds);
            Crane(line, at, stored, $"in{index}");
            Crane(line, fetch, gone, $"out{index}");
            Hold($"chamber {line.Id}", line.Compartments.Length, at, gone, $"h{index}", 1);
            return gone;
        }

        // The crane works by itself: no shift ends its moves.
        private void Crane(LineModel line, LinearExpr from, IntVar to, string name) => Hold($"crane {line.Id}", 1, from, to, name, 1);

        private static int Gangs(LineModel line, int step) => line.Steps[step].Crew is >= 0 and var crew ? line.Area!.Crews[crew].Gangs : 1;

        private void Use(string machine, LinearExpr from, IntVar to, string name, int gangs)
        {
            if (gangs > 1)
            {
                Hold(machine, gangs, from, to, name, 1);
                return;
            }

            if (!_machines.TryGetValue(machine, out List<IntervalVar>? uses))
            {
                _machines[machine] = uses = [];
            }

            uses.Add(Interval(from, to, name));
        }

        private void Hold(string stock, long capacity, LinearExpr from, LinearExpr to, string name, long demand)
        {
            if (!_stocks.TryGetValue(stock, out (long Capacity, List<IntervalVar> Uses, List<long> Demands) held))
            {
                _stocks[stock] = held = (capacity, [], []);
            }

            held.Uses.Add(Interval(from, to, name));
            held.Demands.Add(demand);
        }

        private IntervalVar Interval(LinearExpr from, LinearExpr to, string name) => cp.NewIntervalVar(from, cp.NewIntVar(1, Horizon, $"d{name}"), to, name);

        private void AddLateness(Load load, IntVar end, int index)
        {
            for (int i = 0; i < load.Dues.Length; i++)
            {
                IntVar late = cp.NewIntVar(0, Horizon, $"t{index}.{i}");
                cp.Add(late >= end - load.Dues[i]);
                _late.AddTerm(late, load.Weights[i]);
            }
        }
    }
}
