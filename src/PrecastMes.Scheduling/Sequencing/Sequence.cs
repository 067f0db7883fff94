namespace PrecastMes.Scheduling.Sequencing;

/// <summary>An order of jobs that changes in place, with its cost.</summary>
internal sealed class Sequence(int capacity)
{
    private readonly int[] _jobs = new int[capacity];

    public int Count { get; private set; }

    public long Cost { get; set; }

    public ReadOnlySpan<int> Jobs => _jobs.AsSpan(0, Count);

    public void Insert(int position, int job)
    {
        _jobs.AsSpan(position, Count - position).CopyTo(_jobs.AsSpan(position + 1));
        _jobs[position] = job;
        Count++;
    }

    public void Remove(int job) => RemoveAt(Jobs.IndexOf(job));

    public int RemoveAt(int position)
    {
        int job = _jobs[position];
        Count--;
        _jobs.AsSpan(position + 1, Count - position).CopyTo(_jobs.AsSpan(position));
        return job;
    }

    public void CopyFrom(Sequence other)
    {
        other.Jobs.CopyTo(_jobs);
        Count = other.Count;
        Cost = other.Cost;
    }
}
