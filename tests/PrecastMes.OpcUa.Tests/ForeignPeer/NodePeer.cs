using System.Diagnostics;
using System.Text.Json;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Runs our scripts on node-opcua, which is installed once, beside the test program.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private const string RequireAll = "PRECASTMES_REQUIRE_ALL";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ForeignPeer");
    private static readonly Lazy<Task<string?>> Installation = new(InstallAsync);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodePeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Why there is no node-opcua: no node, npm or registry. Null when it is there.</summary>
    public static Task<string?> MissingAsync() => Installation.Value;

    /// <summary>Skips the test when node-opcua is missing; fails it where everything is required.</summary>
    public static void Demand(string? missing)
    {
        if (missing is not null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(RequireAll) == "1", missing);
            Assert.Fail($"{missing} {RequireAll} is set.");
        }
    }

    public static NodePeer Start(string script, params IEnumerable<string> arguments) => new(Run("node", [script, .. arguments]));

    /// <summary>The next report of the script; fails with what the script said when it ends instead.</summary>
    public async Task<(string Step, JsonElement Value)> NextAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
        {
            if (line.StartsWith("{\"step\":", StringComparison.Ordinal))
            {
                JsonElement report = JsonDocument.Parse(line).RootElement;
                return (report.GetProperty("step").GetString()!, report.TryGetProperty("value", out JsonElement value) ? value : default);
            }
        }

        Assert.Fail($"the script ended: {await _errors}");
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    /// <summary>Null when node-opcua is there, else why not.</summary>
    private static async Task<string?> InstallAsync()
    {
        if (await VersionAsync("node") is null || await VersionAsync("npm") is null)
        {
            return "node and npm are needed to test against node-opcua; one is missing.";
        }

        string stamp = Path.Combine(Folder, "node_modules", ".installed");
        string wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return null;
        }

        using Process npm = Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
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

    private static async Task<string?> VersionAsync(string program)
    {
        try
        {
            using Process process = Run(program, ["--version"]);
            string version = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return version.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static Process Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Where node-opcua keeps the keys that it makes at its first start.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Folder, "keys");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(Folder, "keys");
        return Process.Start(start)!;
    }
}
