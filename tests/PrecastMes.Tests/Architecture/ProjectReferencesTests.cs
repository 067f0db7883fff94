using System.Xml.Linq;

namespace PrecastMes.Tests.Architecture;

/// <summary>The rooms may reference each other only as the house plan's table says.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["PrecastMes.Production"] = [],
        ["PrecastMes.OpcUa"] = [],
        ["PrecastMes.OpcUa.Generator"] = [],
        ["PrecastMes.OpcUa.NodeSetCompiler"] = ["PrecastMes.OpcUa"],
        ["PrecastMes.Telemetry"] = [],
        ["PrecastMes.Scheduling"] = ["PrecastMes.Production"],
        ["PrecastMes.Exchange"] = ["PrecastMes.Production"],
        ["PrecastMes.Persistence"] = ["PrecastMes.Production"],
        ["PrecastMes.City"] = ["PrecastMes.Production"],
        ["PrecastMes.Execution"] =
            ["PrecastMes.Production", "PrecastMes.Scheduling", "PrecastMes.OpcUa", "PrecastMes.Persistence", "PrecastMes.Telemetry"],
        ["PrecastMes.PlcSim"] = ["PrecastMes.OpcUa"],
    };

    [Fact]
    public void Every_project_references_only_the_rooms_it_may()
    {
        var offences = new List<string>();
        foreach (var project in Projects())
        {
            var name = Path.GetFileNameWithoutExtension(project);
            if (name == "PrecastMes.Server")
            {
                continue;
            }

            Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no row in the table of rooms.");
            offences.AddRange(References(project).Except(allowed!).Select(r => $"{name} → {r}"));
        }

        Assert.Empty(offences);
    }

    [Fact]
    public void Top_level_folders_are_src_plc_sim_config_and_tests()
    {
        var folders = Directory.GetDirectories(Repository.Root)
            .Select(Path.GetFileName)
            .Where(name => !name!.StartsWith('.') && name is not "data" and not "TestResults")
            .Order(StringComparer.Ordinal);

        Assert.Equal(["config", "plc-sim", "src", "tests"], folders);
    }

    private static IEnumerable<string> Projects() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "plc-sim", "PrecastMes.PlcSim.csproj"));

    // A reference that only orders the build (ReferenceOutputAssembly=false) brings no type across.
    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
}
