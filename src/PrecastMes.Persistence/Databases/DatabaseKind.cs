namespace PrecastMes.Persistence.Databases;

/// <summary>Which database holds journal, read models and jobs.</summary>
public enum DatabaseKind
{
    /// <summary>A file of the plant's own.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}
