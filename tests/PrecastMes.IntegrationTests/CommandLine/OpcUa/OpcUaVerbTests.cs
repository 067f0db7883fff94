using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PrecastMes.IntegrationTests.Processes;
using PrecastMes.OpcUa;

namespace PrecastMes.IntegrationTests.CommandLine.OpcUa;

/// <summary>The verbs of <c>precast opcua</c> as processes, signed and encrypted.</summary>
public sealed class OpcUaVerbTests(CommissionedServer server) : IClassFixture<CommissionedServer>
{
    private readonly CommissionedServer server = server.Restored();

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Discover_lists_servers_endpoints_and_the_certificate_with_its_verdict()
    {
        var (code, output) = await server.RunAsync("discover", server.Url, "--json");

        Assert.Equal(0, code);
        using var found = JsonDocument.Parse(output);
        Assert.Equal(CommissionedServer.ApplicationUri, found.RootElement.GetProperty("servers")[0].GetProperty("applicationUri").GetString());
        Assert.Equal("DA", found.RootElement.GetProperty("network")[0].GetProperty("capabilities")[0].GetString());
        var endpoints = found.RootElement.GetProperty("endpoints").EnumerateArray().ToList();
        Assert.Contains(endpoints, endpoint => endpoint.GetProperty("policy").GetString() == "Basic256Sha256" && endpoint.GetProperty("mode").GetString() == "Sign");
        var certificate = found.RootElement.GetProperty("certificates").EnumerateArray()
            .Single(each => each.GetProperty("thumbprint").GetString() == server.ServerStore.Own[0].Certificate.Thumbprint);
        Assert.Equal("Good", certificate.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("en", "On the network", "Capabilities")]
    [InlineData("zh-CN", "网络中的服务器", "能力")]
    public async Task Discover_shows_what_the_server_knows_in_its_network(string language, string name, string capabilities)
    {
        var (code, output) = await CommissionedServer.RunAsync(server.Pki, ["discover", server.Url], language: language);

        Assert.True(code == 0, output);
        var header = Assert.Single(output.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal));
        Assert.Contains(capabilities, header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Node", "Access")]
    [InlineData("zh-CN", "节点", "权限")]
    public async Task Browse_shows_a_tree_with_class_type_access_and_value(string language, string node, string access)
    {
        var (code, output) = await CommissionedServer.RunAsync(server.Pki, ["browse", server.Url, "/Objects/Line", "--values"], language: language);

        Assert.True(code == 0, output);
        var lines = output.Split('\n');
        Assert.StartsWith(node, lines[0], StringComparison.Ordinal);
        Assert.Contains(access, lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("├─ ", StringComparison.Ordinal) && line.Contains(":Codes", StringComparison.Ordinal) && line.Contains("Int16[]", StringComparison.Ordinal) && line.Contains("RW", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(":Add ", StringComparison.Ordinal) && line.Contains("Method", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("InputArguments", StringComparison.Ordinal) && line.Contains("Name: \"a\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Browse_stops_at_the_depth_and_at_the_number_that_were_asked()
    {
        var shallow = await server.RunAsync("browse", server.Url, "--depth", "1");
        var cut = await server.RunAsync("browse", server.Url, "i=84", "--depth", "100", "--max", "50");

        Assert.DoesNotContain("ServerStatus", shallow.Output, StringComparison.Ordinal);
        Assert.Contains("after 50 nodes", cut.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_takes_ids_uris_and_paths_and_shows_value_status_and_times()
    {
        var (code, output) = await server.RunAsync("read", server.Url, "nsu=urn:test:line;s=Name", "/Objects/Line/Grid", "/Objects/Line/State", "/Objects/Line/Limits", "--json");

        Assert.True(code == 0, output);
        using var read = JsonDocument.Parse(output);
        var rows = read.RootElement.EnumerateArray().ToList();
        Assert.Equal("模台一", rows[0].GetProperty("value").GetString());
        Assert.Equal("nsu=urn:test:line;s=Name", rows[0].GetProperty("nodeId").GetString());
        Assert.True(rows[0].GetProperty("sourceTime").GetDateTime() > DateTime.UnixEpoch);
        Assert.Equal("[[1,2],[3,4]]", rows[1].GetProperty("value").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal("Running", rows[2].GetProperty("name").GetString());
        Assert.Equal(2, rows[3].GetProperty("value").GetProperty("High").GetDouble());
    }

    [Fact]
    public async Task Watch_ends_quietly_when_its_reader_has_what_it_wants()
    {
        var (code, output) = await ThroughShellAsync("2>&1 | head -1", "watch", server.Url, "/Objects/Line/Counter", "--interval", "50");

        Assert.Equal(0, code);
        Assert.Contains("/Objects/Line/Counter", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_can_not_be_written_is_said_in_one_line()
    {
        var (code, output) = await ThroughShellAsync("> /dev/full", "read", server.Url, "/Objects/Line/Codes");

        Assert.Equal(1, code);
        Assert.StartsWith("The output can't be written: ", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_begins_in_the_language_of_its_reader()
    {
        var (code, output) = await CommissionedServer.RunAsync(server.Pki, ["read", "opc.tcp://127.0.0.1:1", "i=2258"], language: "zh-CN");

        Assert.Equal(4, code);
        Assert.Matches("^(未能完成|与 )", output);
    }

    [Fact]
    public async Task A_file_where_the_certificates_folder_should_be_is_told_as_that()
    {
        string file = server.File("no-folder");
        await File.WriteAllTextAsync(file, "", Cancellation);

        var (code, output) = await CommissionedServer.RunAsync(file, ["read", server.Url, "i=2258"]);

        Assert.Equal(2, code);
        Assert.Contains($"The certificates' folder {file} can't be used", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_shows_any_attribute_and_parts_of_arrays()
    {
        var attributes = await server.RunAsync("read", server.Url, "/Objects/Line/Codes", "--attribute", "DataType", "DisplayName");
        var part = await server.RunAsync("read", server.Url, "/Objects/Line/Codes", "--range", "1:2");

        Assert.Contains("i=4 Int16", attributes.Output, StringComparison.Ordinal);
        Assert.Contains("[-2, 3]", part.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_that_is_not_there_is_a_refusal_that_tells_what_is_there()
    {
        var id = await server.RunAsync("read", server.Url, "ns=2;s=Nothing");
        var path = await server.RunAsync("read", server.Url, "/Objects/Line/Nothing");
        var text = await server.RunAsync("read", server.Url, "Nothing");

        Assert.Equal(4, id.Code);
        Assert.Contains("BadNodeIdUnknown", id.Output, StringComparison.Ordinal);
        Assert.Equal(4, path.Code);
        Assert.Contains("TempC", path.Output, StringComparison.Ordinal);
        Assert.Equal(2, text.Code);
    }

    [Fact]
    public async Task Write_converts_text_to_the_variables_type()
    {
        var (code, output) = await server.RunAsync(
            "write", server.Url,
            "/Objects/Line/TempC", "-31.25",
            "/Objects/Line/Name", "模台 \"二\"",
            "/Objects/Line/Grid", "[[5,6],[7,8]]",
            "/Objects/Line/Limits", """{"Low":-1,"High":9}""",
            "/Objects/Line/State", "Suspended");

        Assert.True(code == 0, output);
        Assert.Equal(-31.25, server.Temperature.Value.Get<double>());
        Assert.Equal("模台 \"二\"", server.Name.Value.Get<string>());
        Assert.Equal([5.0, 6, 7, 8], (double[])server.Grid.Value.Get<Matrix>().Elements);
        Assert.Equal(9, ((PrecastMes.OpcUa.Range)server.Limits.Value.Get<ExtensionObject>().Structure!).High);
        Assert.Equal((int)ServerState.Suspended, server.State.Value.Get<int>());
    }

    [Fact]
    public async Task Write_of_a_range_changes_a_part_of_an_array()
    {
        var (code, output) = await server.RunAsync("write", server.Url, "/Objects/Line/Codes", "[70,80]", "--range", "0:1");

        Assert.True(code == 0, output);
        Assert.Equal([70, 80, 3], server.Codes.Value.Get<short[]>());
    }

    [Fact]
    public async Task Write_that_the_server_refuses_ends_with_its_code()
    {
        var (code, output) = await server.RunAsync("write", server.Url, "/Objects/Line/TempC", "500");

        Assert.Equal(4, code);
        Assert.Contains("BadOutOfRange", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Objects/Line/TempC", "warm", "1.5")]
    [InlineData("/Objects/Line/Codes", "[1,70000]", "-32768 … 32767")]
    [InlineData("/Objects/Line/Grid", "[[1,2],[3]]", "2 elements")]
    [InlineData("/Objects/Line/Limits", """{"Lowest":1}""", "Low")]
    [InlineData("/Objects/Line/Codes", """[{"a":1}]""", "single value")]
    [InlineData("/Objects/Line/State", "Asleep", "Suspended")]
    [InlineData("/Objects/Line/Open", "1", "--type")]
    public async Task Write_of_what_is_no_value_of_the_type_is_bad_input_and_tells_what_was_expected(string node, string value, string expected)
    {
        var (code, output) = await server.RunAsync("write", server.Url, node, value);

        Assert.Equal(2, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_where_the_server_leaves_the_type_open_takes_the_users_word()
    {
        var (code, output) = await server.RunAsync("write", server.Url, "/Objects/Line/Open", "7", "--type", "Int64");

        Assert.True(code == 0, output);
        Assert.Contains("Int64", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_takes_arguments_by_their_declared_types_and_names_the_outputs()
    {
        var (code, output) = await server.RunAsync("call", server.Url, "/Objects/Line", "Add", "40", "-2", "--json");

        Assert.True(code == 0, output);
        using var result = JsonDocument.Parse(output);
        var sum = result.RootElement.GetProperty("outputs")[0];
        Assert.Equal(("sum", 38), (sum.GetProperty("name").GetString(), sum.GetProperty("value").GetInt32()));
    }

    [Fact]
    public async Task Call_with_wrong_arguments_is_bad_input_and_lists_what_the_method_takes()
    {
        var few = await server.RunAsync("call", server.Url, "/Objects/Line", "Add", "40");
        var wrong = await server.RunAsync("call", server.Url, "/Objects/Line", "Add", "40", "two");

        Assert.Equal(2, few.Code);
        Assert.Matches(@"(?m)^b +Int32", few.Output);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("(b)", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_shows_so_many_changes_and_marks_overflow()
    {
        var (code, output) = await server.RunAsync("watch", server.Url, "/Objects/Line/Counter", "--count", "6", "--interval", "500", "--sampling", "0", "--queue", "2");

        Assert.True(code == 0, output);
        Assert.Equal(6, output.Split('\n').Count(line => line.Contains("/Objects/Line/Counter", StringComparison.Ordinal)));
        Assert.Contains("+Overflow", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_comes_back_after_a_break_and_says_so()
    {
        await using var program = CommissionedServer.Start(server.Pki, ["watch", server.Url, "/Objects/Line/Counter", "--interval", "100"]);
        await program.LineAsync(line => line.Contains("Counter", StringComparison.Ordinal), Deadline, Cancellation);

        server.DropConnections();

        await program.LineAsync(line => line.Contains("connection lost", StringComparison.Ordinal), Deadline, Cancellation);
        await program.LineAsync(line => line.Contains("connected again", StringComparison.Ordinal), Deadline, Cancellation);
        await program.InterruptAsync();
        Assert.Equal(0, await program.ExitAsync(Deadline, Cancellation));
    }

    [Fact]
    public async Task Watch_cut_off_before_its_count_is_cancelled()
    {
        await using var program = CommissionedServer.Start(server.Pki, ["watch", server.Url, "/Objects/Line/Name", "--count", "100"]);
        await program.LineAsync(line => line.Contains("Name", StringComparison.Ordinal), Deadline, Cancellation);

        await program.InterruptAsync();

        Assert.Equal(130, await program.ExitAsync(Deadline, Cancellation));
    }

    [Theory]
    [InlineData("p@ss word", 0, "20")]
    [InlineData("wrong", 4, "Name or password is wrong")]
    public async Task User_name_and_password_from_the_environment_open_the_session(string password, int expected, string told)
    {
        var (code, output) = await CommissionedServer.RunAsync(
            server.Pki,
            ["read", server.Url, "i=2258", "--user", "engineer", "--password-env", "PLC_PASSWORD"],
            environment: new Dictionary<string, string> { ["PLC_PASSWORD"] = password });

        Assert.Equal(expected, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss word", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_certificate_opens_the_session_once_it_is_trusted_as_a_users()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Li", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var user = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        string certificateFile = server.File("li.der"), keyFile = server.File("li.pem");
        await File.WriteAllBytesAsync(certificateFile, user.RawData, Cancellation);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), Cancellation);
        string[] arguments = ["read", server.Url, "i=2258", "--user-cert", certificateFile, "--user-key", keyFile];

        Assert.Equal(4, (await server.RunAsync(arguments)).Code);
        await server.ServerStore.TrustAsync(user, user: true, Cancellation);
        var (code, output) = await server.RunAsync(arguments);
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("--policy None --mode Sign")]
    [InlineData("--user a --user-cert {file}")]
    [InlineData("--policy Basic128Rsa15")]
    [InlineData("--mode Encrypt")]
    [InlineData("--password-env NOT_THERE")]
    [InlineData("--timeout 0")]
    public async Task Options_that_make_no_sense_are_bad_usage(string options)
    {
        var file = server.File("any.der");
        await File.WriteAllBytesAsync(file, [], Cancellation);

        var (code, _) = await server.RunAsync(["read", server.Url, "i=2258", .. options.Replace("{file}", file, StringComparison.Ordinal).Split(' ')]);

        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("--policy Basic256Sha256 --mode Sign")]
    [InlineData("--policy Aes128_Sha256_RsaOaep")]
    [InlineData("--policy Aes256_Sha256_RsaPss")]
    public async Task Policy_and_mode_are_taken_as_asked(string options)
    {
        var (code, output) = await server.RunAsync(["read", server.Url, "i=2258", .. options.Split(' ')]);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Unsecured_session_that_the_server_does_not_allow_and_a_server_that_is_not_there_are_refusals()
    {
        var unsecured = await server.RunAsync("read", server.Url, "i=2258", "--mode", "None");
        var absent = await server.RunAsync("read", "opc.tcp://127.0.0.1:1", "i=2258", "--timeout", "5");

        Assert.Equal(4, unsecured.Code);
        Assert.Equal(4, absent.Code);
        Assert.DoesNotContain("   at ", absent.Output, StringComparison.Ordinal);
    }

    /// <summary>The verb's exit code, not that of what reads it.</summary>
    private async Task<(int Code, string Output)> ThroughShellAsync(string redirection, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("needs bash and /dev/full");
        }

        var info = new ProcessStartInfo("bash", ["-c", $"set -o pipefail; dotnet \"$@\" {redirection}", "bash", Programs.Server, "opcua", .. arguments, "--pki", server.Pki, "--lang", "en"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var shell = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Deadline);
        try
        {
            string[] both = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(limit.Token), shell.StandardError.ReadToEndAsync(limit.Token));
            await shell.WaitForExitAsync(limit.Token);
            return (shell.ExitCode, string.Concat(both));
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }
}
