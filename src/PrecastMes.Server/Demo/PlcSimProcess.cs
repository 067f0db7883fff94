using System.Diagnostics;
using System.Globalization;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Demo;

/// <summary>
/// The simulator as a child process. It is told to end when its standard input closes, which happens however this process ends:
/// by <see cref="DisposeAsync"/>, by a fault or by being killed.
/// </summary>
internal sealed class PlcSimProcess : IAsyncDisposable
{
    /// <summary>As whom the server logs in.</summary>
    public const string User = "mes";

    /// <summary>Where the simulator looks for that user's password.</summary>
    public const string PasswordVariable = "PRECAST_PLC_PASSWORD";

    private const string Ready = "plc-sim listening on ";
    private const int LinesKept = 30;
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly TaskCompletionSource<string> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlcSimProcess(Process process) => _process = process;

    /// <summary>Where it listens, e.g. <c>opc.tcp://127.0.0.1:40123</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Ends when the child does, with its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Starts the simulator on a free loopback port and waits until it listens.</summary>
    public static async Task<PlcSimProcess> StartAsync(
        string plantDirectory, PlantClock clock, int seed, string stateDirectory, string logFile, string clientCertificate, string password, CancellationToken cancellationToken)
    {
        var start = ProgramFile();
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        string[] arguments =
        [
            "--plant", plantDirectory,
            "--trust", clientCertificate,
            "--user", User,
            "--password-env", PasswordVariable,
            "--port", "0",
            "--speed", clock.Speed.ToString(CultureInfo.InvariantCulture),
            "--clock-start", clock.Start.ToString("O", CultureInfo.InvariantCulture),
            "--clock-anchor", clock.Anchor.ToString("O", CultureInfo.InvariantCulture),
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
            "--state", stateDirectory,
            "--log", logFile,
            "--exit-with-stdin",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[PasswordVariable] = password;
        var child = new PlcSimProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await child.RunAsync(cancellationToken);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Started && !_process.HasExited)
            {
                _process.StandardInput.Close();
                using var deadline = new CancellationTokenSource(StopDeadline);
                await _process.WaitForExitAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (IOException)
        {
            // Its end of the pipe is gone already, so it has ended by itself.
        }

        _process.Dispose();
    }

    private bool Started { get; set; }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _endpoint.TrySetException(
            new InvalidOperationException($"plc-sim ended before it listened. Its last lines:{Environment.NewLine}{LastLines()}"));
        Started = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Endpoint = await _endpoint.Task.WaitAsync(ReadyDeadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"plc-sim did not listen within {ReadyDeadline.TotalSeconds} s. Its last lines:{Environment.NewLine}{LastLines()}");
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            _endpoint.TrySetResult(line[Ready.Length..].Trim());
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }
    }

    /// <summary>The last lines that it printed, for a message about its end.</summary>
    public string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join(Environment.NewLine, _lastLines);
        }
    }

    // The build puts the simulator into plc-sim/ beside this program. It is started the way this program was: by its own
    // executable, or by the dotnet command.
    private static ProcessStartInfo ProgramFile()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "plc-sim");
        var library = Path.Combine(folder, "PrecastMes.PlcSim.dll");
        if (!File.Exists(library))
        {
            throw new FileNotFoundException($"The simulator is missing: build the solution, or publish the server whole. Looked for {library}.", library);
        }

        var executable = Path.Combine(folder, OperatingSystem.IsWindows() ? "PrecastMes.PlcSim.exe" : "PrecastMes.PlcSim");
        var own = Environment.ProcessPath;
        if (own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet")
        {
            var start = new ProcessStartInfo(own);
            start.ArgumentList.Add(library);
            return start;
        }

        return new ProcessStartInfo(executable);
    }
}
