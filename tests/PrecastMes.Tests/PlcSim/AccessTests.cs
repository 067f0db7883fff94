using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.Users;
using PrecastMes.PlcSim.Wire;

namespace PrecastMes.Tests.PlcSim;

/// <summary>The simulator with certificates and users.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const int FewIterations = 100_000;

    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;
    private PkiStore ours = null!;
    private PkiStore theirs = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        ours = Open("client", "urn:test:client");
        theirs = Open("server", Endpoint.ApplicationUri);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await ours.DisposeAsync();
        await theirs.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_operator_commands_and_an_observer_only_watches()
    {
        await TrustEachOtherAsync();
        await using var simulator = await RunningSimulator.StartAsync(access: Access());
        await using (var line = await ConnectAsync(simulator, UserIdentity.UserName("op", "op-password")))
        {
            Assert.True((await line.WriteAsync("S18", "Cmd.Carrier", "L1")).IsGood);
            Assert.True((await line.CallAsync("StopUnit", "S18")).Status.IsGood);
        }

        await using (var line = await ConnectAsync(simulator, UserIdentity.UserName("eye", "eye-password")))
        {
            Assert.Equal(2, await line.ReadAsync<int>("S18", "State"));
            Assert.Equal(StatusCodes.BadUserAccessDenied, await line.WriteAsync("S18", "Cmd.Carrier", "L2"));
            Assert.Equal(StatusCodes.BadUserAccessDenied, (await line.CallAsync("ResumeUnit", "S18")).Status);
        }
    }

    [Fact]
    public async Task Wrong_passwords_unknown_users_and_the_anonymous_are_refused()
    {
        await TrustEachOtherAsync();
        await using var simulator = await RunningSimulator.StartAsync(access: Access());
        foreach (var user in new[] { UserIdentity.UserName("op", "eye-password"), UserIdentity.UserName("nobody", "op-password"), UserIdentity.Anonymous })
        {
            var refused = await Assert.ThrowsAsync<OpcUaException>(() => ConnectAsync(simulator, user));
            Assert.True(refused.Status.IsBad);
        }
    }

    [Fact]
    public async Task Without_security_nobody_gets_in()
    {
        await using var simulator = await RunningSimulator.StartAsync(access: Access());
        await Assert.ThrowsAsync<OpcUaException>(simulator.ConnectAsync);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_unknown_client_is_refused_until_its_certificate_is_trusted()
    {
        await ours.TrustAsync(theirs.Own[0].Certificate, cancellationToken: Cancelled);
        await using var simulator = await RunningSimulator.StartAsync(access: Access());
        await Assert.ThrowsAsync<OpcUaException>(() => ConnectAsync(simulator, UserIdentity.UserName("op", "op-password")));
        while (theirs.Rejected().Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var rejected = Assert.Single(theirs.Rejected());
        Assert.Equal("urn:test:client", rejected.ApplicationUri);
        await theirs.TrustAsync(rejected.Thumbprint, Cancelled);
        await using var line = await ConnectAsync(simulator, UserIdentity.UserName("op", "op-password"));
        Assert.Equal(MessageSecurityMode.SignAndEncrypt, line.Client.SecurityMode);
    }

    [Fact]
    public void A_password_is_kept_as_a_salted_hash()
    {
        var one = PasswordHash.Of("secret", FewIterations);
        Assert.NotEqual(one.ToString(), PasswordHash.Of("secret", FewIterations).ToString());
        Assert.DoesNotContain("secret", one.ToString(), StringComparison.Ordinal);
        Assert.True(PasswordHash.Parse(one.ToString())!.Matches("secret"));
        Assert.False(PasswordHash.Parse(one.ToString())!.Matches("Secret"));
        foreach (var text in new[] { "secret", "", "md5$1$a$b", "pbkdf2-sha256$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAA", one.ToString()[..^8] })
        {
            Assert.Null(PasswordHash.Parse(text));
        }
    }

    [Fact]
    public void A_file_of_users_names_faults_with_their_places_and_never_a_password()
    {
        var path = Path.Combine(folder, "users.yaml");
        File.WriteAllText(path, $"""
            users:
              - name: op
                role: Operator
                password: {PasswordHash.Of("x", FewIterations)}
              - name: eye
                role: Owner
                password: in-the-clear
            """);
        var problems = new YamlProblems("users.yaml");
        var users = UserFile.Read(path, problems);
        Assert.Equal("op", Assert.Single(users).Name);
        Assert.Equal(
            [
                "users.yaml:6:5: users[1].role is \"Owner\", expected Observer or Operator",
                "users.yaml:7:5: users[1].password is no hash; plc-sim hash-password makes one from a password",
            ],
            problems.Found.Select(problem => problem.ToString()));
    }

    private Access Access() => new(theirs, theirs, new UserList(
    [
        new User("op", PasswordHash.Of("op-password", FewIterations), [UserRole.Operator]),
        new User("eye", PasswordHash.Of("eye-password", FewIterations), [UserRole.Observer]),
    ]));

    private async Task TrustEachOtherAsync()
    {
        await ours.TrustAsync(theirs.Own[0].Certificate, cancellationToken: Cancelled);
        await theirs.TrustAsync(ours.Own[0].Certificate, cancellationToken: Cancelled);
    }

    private async Task<LineClient> ConnectAsync(RunningSimulator simulator, UserIdentity user) => new(await OpcUaClient.ConnectAsync(
        new OpcUaClientOptions
        {
            EndpointUrl = simulator.Url,
            ApplicationUri = "urn:test:client",
            Certificates = ours,
            Trust = ours,
            User = user,
        },
        Cancelled));

    private PkiStore Open(string name, string applicationUri) => PkiStore.Open(
        new PkiStoreOptions
        {
            Folder = Path.Combine(folder, name),
            Own = new ApplicationCertificateRequest { ApplicationUri = applicationUri, ApplicationName = name, Hosts = ["127.0.0.1"], RsaKeyBits = 2048 },
        },
        TimeProvider.System);
}
