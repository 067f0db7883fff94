namespace PrecastMes.Tests.Exchange;

/// <summary>A copy of a shipped plant that a test may spoil; deleted at the end.</summary>
internal sealed class PlantDirectory : IDisposable
{
    public PlantDirectory(string plant)
    {
        Path = Directory.CreateTempSubdirectory("plant-").FullName;
        foreach (var file in Directory.GetFiles(Repository.PathOf("config", "plants", plant), "*.yaml"))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }
    }

    public string Path { get; }

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    /// <summary>Replaces text that must be there exactly once, so that a test spoils what it means to.</summary>
    public PlantDirectory Change(string file, string from, string to)
    {
        var parts = Read(file).Split(from);
        Assert.Equal(2, parts.Length);
        Write(file, string.Join(to, parts));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
