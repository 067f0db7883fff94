using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Runs our scripts on node-opcua, which is installed once, beside the test program.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private const string RequireAll = "PRECASTMES_REQUIRE_ALL";

    private static readonly NodeInstallation Installation = new(Path.Combine(AppContext.BaseDirectory, "ForeignPeer"));

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodePeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Why there is no node-opcua: no node, npm or registry. Null when it is there.</summary>
    public static Task<string?> MissingAsync() => Installation.MissingAsync();

    /// <summary>Skips the test when node-opcua is missing; fails it where everything is required.</summary>
    public static void Demand(string? missing)
    {
        if (missing is not null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(RequireAll) == "1", missing);
            Assert.Fail($"{missing} {RequireAll} is set.");
        }
    }

    public static NodePeer Start(string script, params IEnumerable<string> arguments) => new(Installation.Start(script, arguments));

    public static string FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A line on the script's standard input.</summary>
    public async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>The next report of the script; fails with what the script said when it ends instead.</summary>
    public async Task<(string Step, JsonElement Value)> NextAsync(CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        using var late = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(90));
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

    /// <summary>As a power failure would end it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
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
}
