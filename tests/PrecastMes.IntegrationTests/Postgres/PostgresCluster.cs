using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PrecastMes.IntegrationTests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, on loopback and a free port, with its files in a temporary directory; stopped and
/// removed afterwards. PostgreSQL does not run as root: as root the account <c>postgres</c> of its package is used.
/// </summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private string? _bin;
    private int _port;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>Connection string of a fresh database.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        if (Missing is not null)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("PRECASTMES_REQUIRE_ALL") is null, Missing);
            Assert.Fail(Missing);
        }

        var port = _port.ToString(CultureInfo.InvariantCulture);
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", port, "-U", "mes", name);
        return $"Host=127.0.0.1;Port={port};Database={name};Username=mes;Pooling=false";
    }

    public async ValueTask InitializeAsync()
    {
        _bin = FindBin();
        if (_bin is null)
        {
            Missing = "PostgreSQL is not installed: no initdb in PATH or under /usr/lib/postgresql.";
            return;
        }

        _port = FreePort();
        Directory.CreateDirectory(_directory);
        if (IsRoot)
        {
            await StartAsync("chown", ["postgres", _directory]);
        }

        var data = Path.Combine(_directory, "data");
        await RunAsync("initdb", "-D", data, "-A", "trust", "-U", "mes", "-E", "UTF8", "--no-sync");
        var options = string.Create(CultureInfo.InvariantCulture, $"-p {_port} -k {_directory} -c listen_addresses=127.0.0.1 -c fsync=off");
        await RunAsync("pg_ctl", "-D", data, "-o", options, "-l", Path.Combine(_directory, "log"), "-w", "-t", "120", "start");
    }

    public async ValueTask DisposeAsync()
    {
        if (_bin is not null)
        {
            await RunAsync("pg_ctl", "-D", Path.Combine(_directory, "data"), "-m", "immediate", "-w", "stop");
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private static string? FindBin()
    {
        var packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return packaged.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private Task RunAsync(string program, params string[] arguments)
    {
        var file = Path.Combine(_bin!, program);
        return IsRoot
            ? StartAsync("runuser", ["-u", "postgres", "--", file, .. arguments])
            : StartAsync(file, arguments);
    }

    // Output is not redirected into a pipe: the server that pg_ctl leaves behind would keep it open for ever.
    private static async Task StartAsync(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = Path.GetTempPath() })
            ?? throw new InvalidOperationException($"{file} did not start.");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
