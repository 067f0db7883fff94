namespace PrecastMes.Scheduling.Explaining;

/// <summary>What of a chain is walked until it goes over to another load.</summary>
/// <param name="Links">Its links, the last first.</param>
/// <param name="Wait">Where it goes on: who has what is waited for; null at the plan's start.</param>
internal sealed record ChainPart(IReadOnlyList<ChainLink> Links, Wait? Wait)
{
    /// <summary>The part that goes on there, once it is walked; many chains come along here.</summary>
    public ChainPart? Before { get; set; }
}
