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
    /// <summary>Who may connect; null with the problems when the options do not say it.</summary>
    public static async Task<Access?> ReadAsync(SimulatorOptions options, List<string> problems, ILogger logger, CancellationToken cancellationToken)
    {
        if (options.IsInsecure)
        {
            await Console.Error.WriteLineAsync(
                "INSECURE: everybody on this machine may read and command this plant, without certificate, encryption or user. 不安全：本机任何人都可读写本仿真工厂。");
            return Access.Unsecured;
        }

        var folder = options.Pki?.FullName ?? (options.State is { } state ? Path.Combine(state.FullName, "pki") : null);
        if (folder is null)
        {
            problems.Add("where to keep certificates? --state or --pki say it; --insecure does without (this machine only)");
        }

        var users = ReadUsers(options, problems);
        if (users.Count == 0 && problems.Count == 0)
        {
            problems.Add("who may log in? --users, or --user with --password-env, say it; --insecure lets everybody in (this machine only)");
        }

        if (problems.Count > 0)
        {
            return null;
        }

        var certificates = Open(folder!, logger);
        foreach (var file in options.Trusted)
        {
            await TrustAsync(certificates, file, problems, cancellationToken);
        }

        if (problems.Count == 0)
        {
            return new Access(certificates, new UserList(users));
        }

        await certificates.DisposeAsync();
        return null;
    }

    private static PkiStore Open(string folder, ILogger logger)
    {
        var own = new ApplicationCertificateRequest
        {
            ApplicationUri = Endpoint.ApplicationUri,
            ApplicationName = "PrecastMes plc-sim",
            Hosts = [Dns.GetHostName(), "localhost", "127.0.0.1"],
        };

        // Certificates live in real time, however fast the plant does.
        return PkiStore.Open(new PkiStoreOptions { Folder = folder, Own = own }, TimeProvider.System, logger);
    }

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
