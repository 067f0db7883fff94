namespace PrecastMes.Tests.Scheduling;

/// <summary>All ways to share things among groups that can't be told apart.</summary>
internal static class Partitions
{
    public static IEnumerable<List<List<int>>> Of(int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (List<List<int>> smaller in Of(count - 1))
        {
            for (int group = 0; group <= smaller.Count; group++)
            {
                List<List<int>> with = [.. smaller.Select(each => each.ToList())];
                if (group == smaller.Count)
                {
                    with.Add([]);
                }

                with[group].Add(count - 1);
                yield return with;
            }
        }
    }
}
