using System.CommandLine;
using System.Globalization;

namespace PrecastMes.Server.Cli;

/// <summary>The options that several verbs share, each with its check, so that they mean the same everywhere.</summary>
internal static class Options
{
    /// <summary>Where the pages and the API listen by default: this machine only.</summary>
    public const string DefaultUrls = "http://127.0.0.1:5080";

    public static Option<DirectoryInfo> Plant(bool required) =>
        new Option<DirectoryInfo>("--plant") { Description = Text.Of("option.plant"), HelpName = "DIR", Required = required }.AcceptExistingOnly();

    public static Option<FileInfo[]> Orders(bool required) =>
        new Option<FileInfo[]>("--orders")
        {
            Description = Text.Of("option.orders"),
            HelpName = "FILE…",
            Required = required,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        }.AcceptExistingOnly();

    public static Option<string> Urls()
    {
        var option = new Option<string>("--urls")
        {
            Description = Text.Of("option.urls"),
            HelpName = "URL[;URL]",
            DefaultValueFactory = _ => DefaultUrls,
        };
        option.Validators.Add(result =>
        {
            foreach (var url in (result.GetValueOrDefault<string>() ?? "").Split(';'))
            {
                if (!IsListenable(url))
                {
                    result.AddError(Text.Of("option.urls.bad", url));
                }
            }
        });
        return option;
    }

    public static Option<string> Plc()
    {
        var option = new Option<string>("--plc") { Description = Text.Of("option.plc"), HelpName = "URL" };
        option.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>() ?? "";
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "opc.tcp" || uri.Host.Length == 0)
            {
                result.AddError(Text.Of("option.plc.bad", text));
            }
        });
        return option;
    }

    public static Option<int> Seed() => Within(
        new Option<int>("--seed") { Description = Text.Of("option.seed"), HelpName = "N", DefaultValueFactory = _ => 1 }, 0, int.MaxValue);

    public static Option<double> Speed(double byDefault) => Within(
        new Option<double>("--speed") { Description = Text.Of("option.speed"), HelpName = "N", DefaultValueFactory = _ => byDefault }, 0.01, 100_000);

    public static Option<double> Seconds() => Within(
        new Option<double>("--seconds") { Description = Text.Of("option.seconds"), HelpName = "N", DefaultValueFactory = _ => 10 }, 0.1, 86_400);

    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ISO8601",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return instant.ToUniversalTime();
            }

            result.AddError(Text.Of("option.instant.bad", text));
            return null;
        },
    };

    /// <summary>Refuses numbers outside <c>[least, greatest]</c>, with the name, the value and the range.</summary>
    public static Option<T> Within<T>(Option<T> option, T least, T greatest)
        where T : struct, IComparable<T>, IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // A text that is no number is reported by the parser.
            if (result.Tokens.Count == 1 && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
                && !(value.CompareTo(least) >= 0 && value.CompareTo(greatest) <= 0))
            {
                result.AddError(Text.Of("option.range.bad", option.Name, value, least, greatest));
            }
        });
        return option;
    }

    private static bool IsListenable(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url.Trim());
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0 && address.Port is >= 0 and <= ushort.MaxValue;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
