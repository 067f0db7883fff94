namespace PrecastMes.Scheduling.Sequencing;

/// <summary>Jobs that pass the machines of a line in the same order, each machine one job at a time; times in whole units from 0.</summary>
/// <param name="Jobs">Number of jobs.</param>
/// <param name="Machines">Number of machines, or of stages where a stage has several machines.</param>
/// <param name="Times">Processing times, job by job: <c>Times[job * Machines + machine]</c>.</param>
internal sealed record FlowShop(int Jobs, int Machines, int[] Times)
{
    /// <summary>
    /// Set-up of a machine between two jobs that follow each other, <c>Setups[machine][from * Jobs + to]</c>; none before the first job.
    /// It may run before the job arrives. Null when there are no set-ups.
    /// </summary>
    public int[][]? Setups { get; init; }

    /// <summary>Identical machines of each stage; null when each has one.</summary>
    public int[]? MachinesOfStage { get; init; }

    /// <summary>When each job is wanted; null when only the last completion counts.</summary>
    public int[]? Dues { get; init; }

    public int Time(int job, int machine) => Times[(job * Machines) + machine];

    public int Work(int job)
    {
        int sum = 0;
        for (int machine = 0; machine < Machines; machine++)
        {
            sum += Time(job, machine);
        }

        return sum;
    }

    /// <summary>Time of the job before a machine (its head) or behind it (its tail) when it waits nowhere.</summary>
    public int Head(int job, int machine) => Sum(job, 0, machine);

    public int Tail(int job, int machine) => Sum(job, machine + 1, Machines);

    private int Sum(int job, int from, int to)
    {
        int sum = 0;
        for (int machine = from; machine < to; machine++)
        {
            sum += Time(job, machine);
        }

        return sum;
    }
}
