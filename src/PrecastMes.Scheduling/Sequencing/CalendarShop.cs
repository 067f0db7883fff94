using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Jobs of a precast line with shifts and moulds: one sequence through all processes, each process one crew (but curing), a mould of the
/// job's type held from its first process to the end of <paramref name="Release"/>.
/// </summary>
/// <param name="Times">Job by job, process by process, in units of the calendars.</param>
/// <param name="MouldType">Of each job, from 0.</param>
/// <param name="Moulds">Units of each type.</param>
/// <param name="Release">Index of the process whose end frees the mould.</param>
internal sealed record CalendarShop(int Jobs, IReadOnlyList<CalendarProcess> Processes, int[] Times, int[] MouldType, int[] Moulds, int Release, int[] Dues)
{
    /// <summary>
    /// Puts a job behind those whose completions stand in <paramref name="done"/> (one for each process) and gives its last completion.
    /// <paramref name="mouldFree"/> is when a mould of its type is free.
    /// </summary>
    public int Append(int job, Span<int> done, int mouldFree)
    {
        int time = mouldFree;
        for (int process = 0; process < Processes.Count; process++)
        {
            int work = Times[(job * Processes.Count) + process];
            CalendarProcess rule = Processes[process];
            switch (rule.Kind)
            {
                case OperationKind.Interruptible:
                    time = rule.Calendar!.Advance(Math.Max(time, done[process]), work);
                    break;
                case OperationKind.NonInterruptible:
                    time = rule.Calendar!.EarliestWhole(Math.Max(time, done[process]), work) + work;
                    break;
                default:
                    time += work;
                    break;
            }

            done[process] = time;
        }

        return time;
    }
}
