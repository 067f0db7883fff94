namespace PrecastMes.Server.Planning;

/// <summary>Long work that a desk does, one at a time.</summary>
internal interface IDeskRun : IDisposable
{
    /// <summary>Asks it to end; an ended one stays as it is.</summary>
    void Cancel();
}
