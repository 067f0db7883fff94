using System.CommandLine;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>The options that say which server, how secured, and as whom.</summary>
internal sealed class LinkOptions
{
    private readonly Argument<string> _url = new("URL") { Description = Text.Of("opcua.url") };
    private readonly Option<string> _policy = new("--policy") { Description = Text.Of("opcua.policy") };
    private readonly Option<string> _mode = new("--mode") { Description = Text.Of("opcua.mode") };
    private readonly Option<string> _user = new("--user") { Description = Text.Of("opcua.user"), HelpName = "NAME" };
    private readonly Option<string> _passwordEnv = new("--password-env") { Description = Text.Of("opcua.passwordEnv"), HelpName = "VAR" };
    private readonly Option<FileInfo> _userCert = new Option<FileInfo>("--user-cert") { Description = Text.Of("opcua.userCert"), HelpName = "FILE" }.AcceptExistingOnly();
    private readonly Option<FileInfo> _userKey = new Option<FileInfo>("--user-key") { Description = Text.Of("opcua.userKey"), HelpName = "FILE" }.AcceptExistingOnly();
    private readonly Option<double> _timeout = Options.Within(
        new Option<double>("--timeout") { Description = Text.Of("opcua.timeout"), HelpName = "SECONDS", DefaultValueFactory = _ => 10 }, 0.1, 3_600);

    private readonly Option<string[]> _ignore = new("--ignore") { Description = Text.Of("opcua.ignore"), Arity = ArgumentArity.OneOrMore };

    /// <summary>Adds them, the URL as the first argument.</summary>
    public void AddTo(Command command)
    {
        _policy.AcceptOnlyFromAmong([.. SecurityPolicy.All.Select(policy => policy.Name)]);
        _mode.AcceptOnlyFromAmong(nameof(MessageSecurityMode.None), nameof(MessageSecurityMode.Sign), nameof(MessageSecurityMode.SignAndEncrypt));
        _ignore.AcceptOnlyFromAmong([.. LinkTarget.Ignorable.Keys]);
        _url.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "opc.tcp" || uri.Host.Length == 0)
            {
                result.AddError(Text.Of("opcua.url.bad", text));
            }
        });
        command.Arguments.Insert(0, _url);
        foreach (var option in (Option[])[_policy, _mode, _user, _passwordEnv, _userCert, _userKey, PkiFolder.Option, _ignore, _timeout, Output.Json])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UsageException">Options contradict each other.</exception>
    public LinkTarget Read(ParseResult parsed)
    {
        var policy = parsed.GetValue(_policy) is { } name ? SecurityPolicy.All.First(each => each.Name == name) : null;
        var mode = parsed.GetValue(_mode) is { } text ? Enum.Parse<MessageSecurityMode>(text) : (MessageSecurityMode?)null;
        if (policy is not null && mode is not null && policy.IsSecure != (mode != MessageSecurityMode.None))
        {
            throw new UsageException(Text.Of("opcua.policy.mode", policy.Name, mode));
        }

        var secured = mode != MessageSecurityMode.None && policy?.IsSecure != false;
        return new LinkTarget
        {
            Url = parsed.GetRequiredValue(_url),
            Policy = secured ? policy : null,
            Mode = secured ? mode ?? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
            User = UserChoice.Read(parsed.GetValue(_user), parsed.GetValue(_passwordEnv), parsed.GetValue(_userCert), parsed.GetValue(_userKey)),
            PkiFolder = PkiFolder.Read(parsed),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            Ignored = [.. parsed.GetValue(_ignore) ?? []],
            Verbose = parsed.Verbose(),
        };
    }
}
