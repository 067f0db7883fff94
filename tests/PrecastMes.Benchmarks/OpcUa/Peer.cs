using System.Diagnostics;
using System.Text.Json.Nodes;
using PrecastMes.OpcUa.Tests.ForeignPeer;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>A client or server in a process of its own. It takes one JSON object a line and answers each with one.</summary>
internal sealed class Peer : IAsyncDisposable
{
    public const string None = "None";
    public const string SignAndEncrypt = "SignAndEncrypt";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Peer(string name, Process process)
    {
        Name = name;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ours or node.</summary>
    public string Name { get; }

    public static Peer StartOurs(string role, params IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "PrecastMes.Benchmarks.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, PeerCommand.Name, role, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Peer("ours", Process.Start(start)!);
    }

    public static Peer StartNode(NodeInstallation node, string script, params IEnumerable<string> arguments) => new("node", node.Start(script, arguments));

    public Task<JsonNode> AskAsync(string what, CancellationToken cancellationToken) => AskAsync(new JsonObject { ["do"] = what }, cancellationToken);

    public async Task<JsonNode> AskAsync(JsonObject what, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(what.ToJsonString().AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await NextAsync(cancellationToken);
    }

    /// <summary>The next report; throws with what the process said when it ends or reports a failure instead.</summary>
    public async Task<JsonNode> NextAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(AnswerTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
        {
            if (line.StartsWith("{\"step\":", StringComparison.Ordinal))
            {
                JsonNode report = JsonNode.Parse(line)!;
                return (string)report["step"]! == "failed"
                    ? throw new InvalidOperationException($"The {Name} peer says: {report["value"]}")
                    : report["value"] ?? new JsonObject();
            }
        }

        throw new InvalidOperationException($"The {Name} peer ended: {await _errors}");
    }

    public async Task<Usage> UsageAsync(CancellationToken cancellationToken) => Usage.Of(await AskAsync("usage", cancellationToken));

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
