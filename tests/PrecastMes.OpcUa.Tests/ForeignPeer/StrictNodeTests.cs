using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Tests.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>
/// Our certificates and checks against node-opcua's, with nobody trusted before it is decided: each side's certificate stands before the
/// other's rules, made by one implementation and read by the other.
/// </summary>
public sealed class StrictNodeTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly StoreFolder _folder = new();
    private readonly string _itsFolder = Directory.CreateTempSubdirectory("node-pki-").FullName;

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_itsFolder, recursive: true);
    }

    [Fact]
    public async Task Our_client_and_its_server_come_together_when_each_trusts_the_other_and_not_before()
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        await using NodePeer peer = NodePeer.Start("strict-server.mjs", FreePort(), _itsFolder);
        (_, JsonElement started) = await peer.NextAsync(Token);
        await using PkiStore store = _folder.Open(TimeProvider.System);
        var options = new OpcUaClientOptions
        {
            EndpointUrl = started.GetProperty("url").GetString()!, ApplicationUri = store.ApplicationUri, Certificates = store, Trust = store,
        };

        OpcUaException ours = await Assert.ThrowsAsync<OpcUaException>(() => OpcUaClient.ConnectAsync(options, Token));
        Assert.Equal(StatusCodes.BadCertificateUntrusted, ours.Status);
        await Until.TrueAsync(() => store.Rejected().Count == 1, Token);
        await store.TrustAsync(store.Rejected()[0].Thumbprint, Token);

        OpcUaException its = await Assert.ThrowsAsync<OpcUaException>(() => OpcUaClient.ConnectAsync(options, Token));
        Assert.NotEqual(StatusCodes.BadCertificateUntrusted, its.Status);
        TrustWhatItRejected();

        await using OpcUaClient client = await ConnectUntilTrustedAsync(options);
        Assert.Equal(StatusCodes.Good, (await client.ReadAsync([VariableIds.Server_ServerStatus_State], Token))[0].Status);
    }

    [Fact]
    public async Task Its_client_and_our_server_come_together_when_each_trusts_the_other_and_not_before()
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        PkiStoreOptions own = _folder.Options with { Own = _folder.Options.Own with { ApplicationUri = PlantServer.ApplicationUri, Hosts = ["127.0.0.1"] } };
        await using PkiStore store = _folder.Open(TimeProvider.System, own);
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { AllowUnsecured = false, Certificates = store, Trust = store });

        Assert.NotEqual("Good (0x00000000)", await TryAsync(server.Url));
        TrustWhatItRejected();
        Assert.NotEqual("Good (0x00000000)", await TryAsync(server.Url));
        await Until.TrueAsync(() => store.Rejected().Count == 1, Token);
        Assert.Equal(CertificateHolder.Client, store.Rejected()[0].Holder);
        await store.TrustAsync(store.Rejected()[0].Thumbprint, Token);

        Assert.Equal("Good (0x00000000)", await TryAsync(server.Url));
    }

    private async Task<string?> TryAsync(string url)
    {
        await using NodePeer peer = NodePeer.Start("strict-client.mjs", url, _itsFolder);
        return (await peer.NextAsync(Token)).Value.GetString();
    }

    private void TrustWhatItRejected()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(_itsFolder, "rejected")))
        {
            File.Move(file, Path.Combine(_itsFolder, "trusted", "certs", Path.GetFileName(file)));
        }
    }

    /// <summary>node-opcua looks into its folder now and then.</summary>
    private static async Task<OpcUaClient> ConnectUntilTrustedAsync(OpcUaClientOptions options)
    {
        for (int left = 180; ; left--)
        {
            try
            {
                return await OpcUaClient.ConnectAsync(options, Token);
            }
            catch (OpcUaException) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), Token);
            }
        }
    }

    private static string FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
