using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.PlcSim.Config;

/// <summary>Opens a YAML file as a mapping.</summary>
internal static class YamlFile
{
    /// <summary>The top mapping, or null with the reason among the problems.</summary>
    public static YamlMap? Read(string path, YamlProblems problems)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 1)
            {
                return new YamlMap(stream.Documents[0].RootNode, "", problems);
            }

            problems.Add($"holds {stream.Documents.Count} YAML documents, expected 1");
        }
        catch (YamlException fault)
        {
            problems.Add(fault.Start, fault.InnerException?.Message ?? fault.Message);
        }
        catch (InvalidOperationException fault)
        {
            // The scanner of YamlDotNet ends like this on some broken flow collections; it then knows no place.
            problems.Add($"is no YAML: {fault.Message}");
        }
        catch (IOException fault)
        {
            problems.Add(fault.Message);
        }
        catch (UnauthorizedAccessException fault)
        {
            problems.Add(fault.Message);
        }

        return null;
    }
}
