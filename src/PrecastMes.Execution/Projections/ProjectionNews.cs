namespace PrecastMes.Execution.Projections;

/// <summary>Tells pages that the read models show more than before.</summary>
public sealed class ProjectionNews
{
    /// <summary>Rows were committed. Called on the projector's thread: take note and return.</summary>
    public event Action<ProjectionAdvanced>? Advanced;

    internal void Tell(ProjectionAdvanced news) => Advanced?.Invoke(news);
}
