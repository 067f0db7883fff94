using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua discover</c>: the servers behind a URL and in its network, their endpoints with security, and whether their certificates are trusted.</summary>
internal static class DiscoverVerb
{
    public static Command Command()
    {
        var link = new LinkOptions();
        var command = new Command("discover", Text.Of("opcua.discover.description"));
        link.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(link.Read(parsed), parsed.GetValue(Output.Json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(LinkTarget target, bool json, CancellationToken cancel)
    {
        using var loggers = StderrLoggers.Create(target.Verbose);
        await using var store = PkiFolder.Open(target.PkiFolder, target.Validation, ownKeys: [], loggers.CreateLogger("opcua"));
        var options = Link.OptionsFor(target with { Mode = MessageSecurityMode.None, Policy = null }, store);
        var servers = await OpcUaClient.FindServersAsync(options, cancel);
        var network = await NetworkAsync(options, cancel);
        var endpoints = await OpcUaClient.GetEndpointsAsync(options, cancel);
        var certificates = endpoints
            .Where(endpoint => endpoint.ServerCertificate is { Length: > 0 })
            .DistinctBy(endpoint => Convert.ToHexString(endpoint.ServerCertificate!))
            .Select(endpoint => Describe(endpoint, target, store))
            .ToList();
        if (json)
        {
            Output.WriteJson(writer => WriteJson(writer, servers, network, endpoints, certificates));
        }
        else
        {
            WriteTables(target, servers, network, endpoints, certificates);
        }

        return ExitCode.Done;
    }

    /// <summary>Null where the peer does not say: only discovery servers have to (Part 4 §5.5.3).</summary>
    private static async Task<IReadOnlyList<ServerOnNetwork>?> NetworkAsync(OpcUaClientOptions options, CancellationToken cancel)
    {
        try
        {
            return await OpcUaClient.FindServersOnNetworkAsync(options, cancel);
        }
        catch (OpcUaException)
        {
            // It answered FindServers; many close the connection on what they don't know, in place of Bad_ServiceUnsupported.
            return null;
        }
    }

    private static FoundCertificate Describe(EndpointDescription endpoint, LinkTarget target, PkiStore store)
    {
        var expected = new CertificateExpectation(CertificateHolder.Server)
        {
            ApplicationUri = endpoint.Server.ApplicationUri,
            Host = new Uri(target.Url).Host,
        };
        var verdict = store.Check(endpoint.ServerCertificate, expected);
        try
        {
            // Only the first certificate of a chain is the server's.
            using var certificate = X509CertificateLoader.LoadCertificate(endpoint.ServerCertificate!);
            return new FoundCertificate(
                certificate.Thumbprint, certificate.Subject, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), verdict);
        }
        catch (CryptographicException)
        {
            return new FoundCertificate("-", "-", null, null, verdict);
        }
    }

    private static void WriteTables(
        LinkTarget target,
        IReadOnlyList<ApplicationDescription> servers,
        IReadOnlyList<ServerOnNetwork>? network,
        IReadOnlyList<EndpointDescription> endpoints,
        List<FoundCertificate> certificates)
    {
        var found = new TextTable(
            Text.Of("opcua.column.server"), Text.Of("opcua.column.kind"), Text.Of("opcua.column.applicationUri"), Text.Of("opcua.column.urls"));
        foreach (var server in servers)
        {
            found.Add(server.ApplicationName.Text ?? "", server.ApplicationType.ToString(), server.ApplicationUri ?? "", string.Join(" ", server.DiscoveryUrls ?? []));
        }

        found.Write(Console.Out);
        Console.Out.WriteLine();
        if (network is { Count: > 0 })
        {
            var seen = new TextTable(Text.Of("opcua.column.onNetwork"), Text.Of("opcua.column.capabilities"), Text.Of("opcua.column.url"));
            foreach (var server in network)
            {
                seen.Add(server.ServerName ?? "", string.Join(" ", server.ServerCapabilities ?? []), server.DiscoveryUrl ?? "");
            }

            seen.Write(Console.Out);
            Console.Out.WriteLine();
        }

        var offered = new TextTable(
            Text.Of("opcua.column.endpoint"), Text.Of("opcua.column.policy"), Text.Of("opcua.column.mode"), Text.Of("opcua.column.level"), Text.Of("opcua.column.users"));
        foreach (var endpoint in endpoints)
        {
            offered.Add(endpoint.EndpointUrl ?? "", PolicyName(endpoint), endpoint.SecurityMode.ToString(), ValueText.Of(endpoint.SecurityLevel), Users(endpoint));
        }

        offered.Write(Console.Out);
        foreach (var certificate in certificates)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(Text.Of(
                "opcua.discover.certificate",
                TextTable.Visible(certificate.Subject),
                certificate.Thumbprint,
                ValueText.Time(certificate.ValidFrom),
                ValueText.Time(certificate.ValidTo),
                certificate.Verdict.IsGood ? Text.Of("opcua.trusted") : TextTable.Visible($"{ValueText.Status(certificate.Verdict.Status)}: {certificate.Verdict.Reason}")));
            if (certificate.Verdict.Status == StatusCodes.BadCertificateUntrusted)
            {
                Console.Out.WriteLine(Text.Of("opcua.refused.trust", Refusal.TrustCommand(target.PkiFolder, certificate.Thumbprint)));
            }
        }
    }

    private static void WriteJson(
        Utf8JsonWriter writer,
        IReadOnlyList<ApplicationDescription> servers,
        IReadOnlyList<ServerOnNetwork>? network,
        IReadOnlyList<EndpointDescription> endpoints,
        List<FoundCertificate> certificates)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("servers");
        foreach (var server in servers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", server.ApplicationName.Text);
            writer.WriteString("type", server.ApplicationType.ToString());
            writer.WriteString("applicationUri", server.ApplicationUri);
            writer.WriteString("productUri", server.ProductUri);
            Strings(writer, "discoveryUrls", server.DiscoveryUrls);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (network is not null)
        {
            writer.WriteStartArray("network");
            foreach (var server in network)
            {
                writer.WriteStartObject();
                writer.WriteString("name", server.ServerName);
                Strings(writer, "capabilities", server.ServerCapabilities);
                writer.WriteString("discoveryUrl", server.DiscoveryUrl);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("endpoints");
        foreach (var endpoint in endpoints)
        {
            writer.WriteStartObject();
            writer.WriteString("url", endpoint.EndpointUrl);
            writer.WriteString("policy", PolicyName(endpoint));
            writer.WriteString("mode", endpoint.SecurityMode.ToString());
            writer.WriteNumber("level", endpoint.SecurityLevel);
            Strings(writer, "users", endpoint.UserIdentityTokens?.Select(token => token.TokenType.ToString()).Distinct());
            writer.WriteString("certificate", endpoint.ServerCertificate is { Length: > 0 } der ? Thumbprint(der) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("certificates");
        foreach (var certificate in certificates)
        {
            writer.WriteStartObject();
            writer.WriteString("thumbprint", certificate.Thumbprint);
            writer.WriteString("subject", certificate.Subject);
            writer.WriteString("validFrom", ValueText.Time(certificate.ValidFrom));
            writer.WriteString("validTo", ValueText.Time(certificate.ValidTo));
            writer.WriteString("status", ValueText.Status(certificate.Verdict.Status));
            writer.WriteString("reason", certificate.Verdict.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string?>? values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values ?? [])
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static string? Thumbprint(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return certificate.Thumbprint;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string PolicyName(EndpointDescription endpoint) => endpoint.SecurityPolicyUri?.Split('#')[^1] ?? "";

    private static string Users(EndpointDescription endpoint) =>
        string.Join(" ", (endpoint.UserIdentityTokens ?? []).Select(token => token.TokenType.ToString()).Distinct());

    private sealed record FoundCertificate(string Thumbprint, string Subject, DateTime? ValidFrom, DateTime? ValidTo, CertificateVerdict Verdict);
}
