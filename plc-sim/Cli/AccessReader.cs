using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.Users;
using PrecastMes.PlcSim.Wire;

namespace PrecastMes.PlcSim.Cli;

/// <summary>Makes <see cref="Access"/> from the command line: certificates of a folder, users of a file. There is no default password.</summary>
internal static class AccessReader
{
    /// <summary>
    /// Who may connect; null with the problems when the options do not say it. Without users the simulator is open to everybody on
    /// this machine, and says so.
    /// </summary>
    public static async Task<Access?> ReadAsync(SimulatorOptions options, List<string> problems, ILogger logger, CancellationToken cancellationToken)
    {
        var folder = options.Pki?.FullName ?? (options.State is { } state ? Path.Combine(state.FullName, "pki") : null);
        return options.Users is null && options.User is null
            ? await OpenToAllAsync(folder, options, problems, logger)
            : await ForUsersAsync(folder, options, problems, logger, cancellationToken);
    }

    private static async Task<Access?> OpenToAllAsync(string? folder, SimulatorOptions options, List<string> problems, ILogger logger)
    {
        if (options.Trusted.Count > 0)
        {
            problems.Add("--trust goes with --users or --user: without users every certificate is taken");
            return null;
        }

        await Console.Error.WriteLineAsync(
            "OPEN: everybody on this machine may read and command this plant; --users closes it. 开放：本机任何人都可读写本仿真工厂；--users 可关闭。");
        IApplicationCertificates? own = folder is null
            ? new ApplicationCertificates([ApplicationCertificate.Create(Own(), TimeProvider.System)])
            : Open(folder, problems, logger);
        return own is null ? null : new Access(own, new AcceptAllCertificates(logger), null);
    }

    private static async Task<Access?> ForUsersAsync(
        string? folder, SimulatorOptions options, List<string> problems, ILogger logger, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            problems.Add("where to keep certificates? --state or --pki say it");
        }

        var users = ReadUsers(options, problems);
        if (users.Count == 0 && problems.Count == 0)
        {
            problems.Add($"{options.Users?.Name}: no users; without --users the simulator is open to everybody on this machine");
        }

        if (problems.Count > 0)
        {
            return null;
        }

        if (Open(folder!, problems, logger) is not { } certificates)
        {
            return null;
        }

        foreach (var file in options.Trusted)
        {
            await TrustAsync(certificates, file, problems, cancellationToken);
        }

        if (problems.Count == 0)
        {
            return new Access(certificates, certificates, new UserList(users));
        }

        await certificates.DisposeAsync();
        return null;
    }

    // Certificates live in real time, however fast the plant does.
    private static PkiStore? Open(string folder, List<string> problems, ILogger logger)
    {
        try
        {
            return PkiStore.Open(new PkiStoreOptions { Folder = folder, Own = Own() }, TimeProvider.System, logger);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add($"the certificates' folder {folder} can't be used: {fault.Message} 证书目录 {folder} 无法使用。");
            return null;
        }
    }

    private static ApplicationCertificateRequest Own() => new()
    {
        ApplicationUri = Endpoint.ApplicationUri,
        ApplicationName = "PrecastMes plc-sim",
        Hosts = [Dns.GetHostName(), "localhost", "127.0.0.1"],
    };

    private static async Task TrustAsync(PkiStore certificates, FileInfo file, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file.FullName);
            await certificates.TrustAsync(certificate, cancellationToken: cancellationToken);
        }
        catch (CryptographicException fault)
        {
            problems.Add($"{file.FullName}: {fault.Message}");
        }
    }

    private static List<User> ReadUsers(SimulatorOptions options, List<string> problems)
    {
        var users = new List<User>();
        if (options.Users is { } file)
        {
            var faults = new YamlProblems(file.Name);
            users.AddRange(UserFile.Read(file.FullName, faults));
            problems.AddRange(faults.Found.Select(fault => fault.ToString()));
        }

        if (options.User is { } name)
        {
            if (options.PasswordVariable is { } variable && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } password)
            {
                users.Add(new User(name, PasswordHash.Of(password), [UserRole.Operator]));
            }
            else
            {
                problems.Add($"the password of --user {name} is missing: set an environment variable and name it by --password-env");
            }
        }

        return users;
    }
}
