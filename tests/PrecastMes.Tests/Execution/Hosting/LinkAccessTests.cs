using PrecastMes.Execution;
using PrecastMes.Execution.Plc;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security;
using PrecastMes.Production.Lines;

namespace PrecastMes.Tests.Execution.Hosting;

public sealed class LinkAccessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("link").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Best_leaves_the_policy_to_the_server_and_a_name_fixes_it()
    {
        Assert.Null(LinkAccess.PolicyOf(LinkSecurity.Secured));
        Assert.Equal(MessageSecurityMode.SignAndEncrypt, LinkAccess.ModeOf(LinkSecurity.Secured));
        Assert.Equal(UserIdentity.Anonymous, UserOf(LinkSecurity.Secured));
        var basic = new LinkSecurity("Basic256Sha256", LinkSecurityMode.Sign, null);
        Assert.Equal((SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign), (LinkAccess.PolicyOf(basic), LinkAccess.ModeOf(basic)));
        Assert.Equal(MessageSecurityMode.None, LinkAccess.ModeOf(LinkSecurity.Unsecured));
    }

    [Fact]
    public void A_password_is_the_first_line_of_its_file_in_the_data_directory()
    {
        File.WriteAllText(Path.Combine(folder, "plc"), "geheim\n# of the line's PLC\n");
        Assert.Equal(UserIdentity.UserName("mes", "geheim"), UserOf(WithUser(new LinkUser("mes", null, "plc"))));
    }

    [Fact]
    public void A_password_given_by_the_host_goes_before_its_place()
    {
        var options = new ExecutionOptions { PlcPassword = "given" };
        Assert.Equal(UserIdentity.UserName("mes", "given"), LinkAccess.UserOf(WithUser(new LinkUser("mes", "NO_SUCH_VARIABLE", null)), options));
    }

    [Fact]
    public void A_missing_password_is_told_with_its_place()
    {
        Assert.Equal(
            "The password of PLC user mes is missing: environment variable NO_SUCH_VARIABLE is not set.",
            Assert.Throws<InvalidOperationException>(() => UserOf(WithUser(new LinkUser("mes", "NO_SUCH_VARIABLE", null)))).Message);
        var fault = Assert.Throws<InvalidOperationException>(() => UserOf(WithUser(new LinkUser("mes", null, "absent"))));
        Assert.Contains(Path.Combine(folder, "absent"), fault.Message, StringComparison.Ordinal);
    }

    private static LinkSecurity WithUser(LinkUser user) => LinkSecurity.Secured with { User = user };

    private UserIdentity UserOf(LinkSecurity security) => LinkAccess.UserOf(security, new ExecutionOptions { SecretsDirectory = folder });
}
