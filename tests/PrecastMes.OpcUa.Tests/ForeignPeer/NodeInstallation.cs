using System.ComponentModel;
using System.Diagnostics;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>node-opcua, installed once into a folder with its package.json and package-lock.json, beside the scripts that use it.</summary>
internal sealed class NodeInstallation(string folder)
{
    private readonly Lazy<Task<string?>> _installed = new(() => InstallAsync(folder));

    /// <summary>Why there is no node-opcua: no node, npm or registry. Null when it is there.</summary>
    public Task<string?> MissingAsync() => _installed.Value;

    /// <summary>Starts a script of the folder, with its three streams redirected.</summary>
    public Process Start(string script, IEnumerable<string> arguments) => Run(folder, "node", [script, .. arguments]);

    /// <summary>Null when the program is missing.</summary>
    public static async Task<string?> VersionAsync(string program)
    {
        try
        {
            using Process process = Run(AppContext.BaseDirectory, program, ["--version"]);
            string version = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return version.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Null when node-opcua is there, else why not.</summary>
    private static async Task<string?> InstallAsync(string folder)
    {
        if (await VersionAsync("node") is null || await VersionAsync("npm") is null)
        {
            return "node and npm are needed to run node-opcua; one is missing.";
        }

        string stamp = Path.Combine(folder, "node_modules", ".installed");
        string wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return null;
        }

        using Process npm = Run(folder, "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        Task<string> errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            return $"node-opcua can't be installed: {await errors}";
        }

        await File.WriteAllTextAsync(stamp, wanted);
        return null;
    }

    private static Process Run(string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where node-opcua keeps the keys that it makes at its first start.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, "keys");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, "keys");
        return Process.Start(start)!;
    }
}
