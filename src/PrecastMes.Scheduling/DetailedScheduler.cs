using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling;

/// <summary>
/// Detailed scheduling (ISA-95): nests elements into loads, orders the loads and gives every operation its exact time.
/// </summary>
/// <param name="time">Measures the budget. A provider of accelerated plant time would shorten the search; hand in real time.</param>
public sealed class DetailedScheduler(TimeProvider time)
{
    // Share of the budget after which no more start rules are tried; without a budget all are.
    private const double StartShare = 0.3;

    // Share of the budget after which the plan is no more improved as a whole.
    private const double WholeShare = 0.6;

    // Share of the budget in which loads are ordered where overtime has a price: what is left is for the days that do without.
    private const double OrderShare = 0.95;

    // Share of the budget after which the days of the start that do without overtime stand.
    private const double SettleShare = 0.65;

    // Share of the budget in which lines are improved one by one.
    private const double AloneShare = 0.7;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Makes a plan. When cancelled it returns the best plan so far, or throws when there is none yet. Elements that can't be
    /// made at all are listed with their reasons.
    /// </summary>
    public Plan Solve(PlanningProblem problem, PlanningOptions options, IProgress<PlanningProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        ct.ThrowIfCancellationRequested();
        var began = time.GetTimestamp();
        var model = new PlantModel(problem);
        var decoder = new Decoder(model);
        var bound = new LowerBounds(model).Prove();
        var reported = TimeSpan.Zero;
        var share = SettleShare;
        var overtime = new OvertimeDays(model, () => ct.IsCancellationRequested || time.GetElapsedTime(began) >= options.Budget * share);
        var best = Improve(Settle(Descend(Start())));
        share = 1;
        best = Settle(new NeighbourhoodDescent(model, decoder).Deal(best));
        decoder.Run(best.Loads, best.Order);
        return PlanWriter.Write(problem.PlanId, problem.CreatedAt ?? model.StartAt, options.Seed, model, best.Loads, decoder.Schedule, problem.Committed, bound, time.GetElapsedTime(began)) with
        {
            Outages = problem.Disturbances.Count == 0 ? null : problem.Disturbances,
        };

        Solution Start()
        {
            Solution? first = null;
            foreach (var solution in StartSolutions.All(model, decoder))
            {
                if (first is null || solution.Cost < first.Cost)
                {
                    first = solution;
                    Report(0, solution);
                }

                var isLong = options.Budget > TimeSpan.Zero && time.GetElapsedTime(began) > options.Budget * StartShare;
                if (ct.IsCancellationRequested || isLong || IsProven(first))
                {
                    break;
                }
            }

            return first!;
        }

        Solution Descend(Solution start)
        {
            if (IsProven(start))
            {
                return start;
            }

            var end = new NeighbourhoodDescent(model, decoder).Run(start, () => ct.IsCancellationRequested || time.GetElapsedTime(began) > options.Budget * WholeShare);
            Report(0, end);
            return end;
        }

        Solution Settle(Solution solution)
        {
            var settled = overtime.Settle(solution);
            if (model != overtime.Model)
            {
                (model, decoder) = (overtime.Model, new Decoder(overtime.Model));
            }

            return settled;
        }

        // Lines touch each other only at a shared mixer: each is first improved alone, which is much cheaper, then all together.
        Solution Improve(Solution start)
        {
            var random = new Random(options.Seed);
            var done = 0;
            var parts = start.ByLine();
            if (parts.Count > 1)
            {
                for (var i = 0; i < parts.Count; i++)
                {
                    decoder.Run(parts[i].Loads, parts[i].Order);
                    var alone = new PrioritySearch(model, decoder, random, parts[i] with { Cost = decoder.Schedule.Cost });
                    Run(alone, AloneShare * (i + 1) / parts.Count, null);
                    parts[i] = alone.Best;
                }

                var joined = Solution.Join(parts);
                decoder.Run(joined.Loads, joined.Order);
                if (decoder.Schedule.Cost < start.Cost)
                {
                    start = joined with { Cost = decoder.Schedule.Cost, OnTime = decoder.Schedule.OnTime };
                    Report(done, start);
                }
            }

            var search = new PrioritySearch(model, decoder, random, start);
            Run(search, model.Plant.Objective.OvertimePerHour > 0 ? OrderShare : 1, Report);
            return search.Best;

            void Run(PrioritySearch search, double share, Action<int, Solution>? report)
            {
                while (!ct.IsCancellationRequested && (options.MaxIterations is not { } most || done < (int)(most * share)))
                {
                    var elapsed = time.GetElapsedTime(began);
                    if (elapsed >= options.Budget * share || IsProven(search.Best) || model.Elements.Length == 0)
                    {
                        break;
                    }

                    done++;
                    if (search.Step())
                    {
                        report?.Invoke(done, search.Best);
                    }

                    if (elapsed - reported >= ReportEvery)
                    {
                        Report(done, report is null ? start : search.Best);
                    }
                }
            }
        }

        bool IsProven(Solution solution) => solution.Cost <= bound.Cost;

        void Report(int iteration, Solution solution)
        {
            reported = time.GetElapsedTime(began);
            progress?.Report(new PlanningProgress(
                iteration, KeyFigures.Objective(solution.Cost), bound.Objective, solution.OnTime / (double)Math.Max(1, problem.Elements.Count), reported));
        }
    }
}
