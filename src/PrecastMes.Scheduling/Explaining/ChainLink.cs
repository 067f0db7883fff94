namespace PrecastMes.Scheduling.Explaining;

/// <summary>A link of a chain, in seconds of the plan.</summary>
/// <param name="Since">Begin.</param>
/// <param name="Until">End.</param>
/// <param name="Load">The load that works or waits.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Holder">The load that held it; null without.</param>
/// <param name="Loads">How many held it in turn.</param>
internal readonly record struct ChainLink(int Since, int Until, int Load, string Rule, string Resource, int? Holder, int Loads)
{
    /// <summary>Whether the link before says the same.</summary>
    public bool IsLike(ChainLink before) => Rule == before.Rule && Resource == before.Resource
        && (Holder is null ? before.Holder is null && Load == before.Load : before.Holder is not null);
}
