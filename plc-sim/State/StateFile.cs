using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrecastMes.PlcSim.State;

/// <summary>
/// The plant's snapshot on disk. Each write goes to a second file that takes the first one's place, so a reader finds
/// the old or the new, whole. One simulator at a time: the lock file is held open.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private static readonly SnapshotJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private readonly string path;
    private readonly string nextPath;
    private readonly FileStream held;

    /// <param name="folder">Made when it is not there.</param>
    /// <exception cref="IOException">Another simulator holds the folder, or it cannot be written.</exception>
    public StateFile(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "plc-state.json");
        nextPath = path + ".next";
        held = new FileStream(Path.Combine(folder, "plc-state.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>The kept snapshot; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no snapshot of this program.</exception>
    public PlantSnapshot? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var snapshot = JsonSerializer.Deserialize(File.ReadAllBytes(path), Json.PlantSnapshot);
            return snapshot is { Version: PlantSnapshot.CurrentVersion }
                ? snapshot
                : throw new InvalidDataException($"{path}: version {snapshot?.Version}, expected {PlantSnapshot.CurrentVersion}");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Keeps a snapshot.</summary>
    public void Write(PlantSnapshot snapshot)
    {
        using (var file = new FileStream(nextPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 17))
        {
            JsonSerializer.Serialize(file, snapshot, Json.PlantSnapshot);
        }

        File.Move(nextPath, path, overwrite: true);
    }

    public void Dispose() => held.Dispose();
}

/// <summary>Serializer of the snapshot, made at compile time: it is written many times a second.</summary>
[JsonSerializable(typeof(PlantSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
