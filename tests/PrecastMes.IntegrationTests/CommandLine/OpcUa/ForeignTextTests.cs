using PrecastMes.IntegrationTests.Processes;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.IntegrationTests.CommandLine.OpcUa;

/// <summary>A server whose every word would steer the terminal of who looks at it.</summary>
public sealed class ForeignTextTests : IDisposable
{
    // Clears the screen and goes to its first line, twice: by ESC [ and by its C1 form.
    private const string Steering = "a\u001b[2J\u001b[Hb\u009b2Jc\rd";
    private const string ApplicationUri = "urn:test:steering";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("discover")]
    [InlineData("browse")]
    public async Task Words_of_a_server_do_not_steer_the_terminal(params string[] verb)
    {
        await using var server = Server();
        await server.StartAsync(TestContext.Current.CancellationToken);
        string[] unsecured = ["--policy", "None", "--mode", "None"];

        var (_, output) = await CommissionedServer.RunAsync(_folder.File("pki"), [verb[0], server.EndpointUrl, .. verb[1..], .. unsecured]);

        Assert.Contains("[2J", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, letter => char.IsControl(letter) && letter != '\n');
    }

    public void Dispose() => _folder.Dispose();

    private static OpcUaServer Server()
    {
        var space = new AddressSpace(ApplicationUri);
        var index = space.AddNamespace("urn:" + Steering);
        var line = space.AddFolder(new NodeId(index, "Line"), ObjectIds.ObjectsFolder, Steering).NodeId;
        space.AddVariable(new NodeId(index, Steering), line, Steering, DataTypeIds.String, Steering);
        return new OpcUaServer(
            new OpcUaServerOptions
            {
                EndpointUrl = "opc.tcp://127.0.0.1:0",
                ApplicationName = Steering,
                ApplicationUri = ApplicationUri,
                AllowAnonymous = true,
                AllowUnsecured = true,
                Certificates = new ApplicationCertificates(ApplicationCertificate.Create(
                    new ApplicationCertificateRequest { ApplicationUri = ApplicationUri, ApplicationName = Steering, Hosts = ["localhost", "127.0.0.1"] }, TimeProvider.System)),
                Trust = new AcceptAllCertificates(),
            },
            space);
    }
}
