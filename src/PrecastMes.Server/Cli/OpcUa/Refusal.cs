using System.Globalization;
using System.Text;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Says why a session could not be had, and what to do about it.</summary>
internal static class Refusal
{
    public static string Explain(LinkTarget target, PkiStore? store, OpcUaException refused)
    {
        var text = new StringBuilder(refused.Reason.Contains(target.Url, StringComparison.Ordinal)
            ? Text.Of("opcua.failed", TextTable.Visible(refused.Reason), refused.Status)
            : Text.Of("opcua.refused", target.Url, TextTable.Visible(refused.Reason), refused.Status));
        if (UserAdvice(refused.Status) is { } advice)
        {
            text.AppendLine().Append(advice);
        }

        if (store is null)
        {
            return text.ToString();
        }

        if (refused.Status.IsSameCode(StatusCodes.BadSecurityChecksFailed) && store.Own.Count > 0)
        {
            text.AppendLine().Append(Text.Of("opcua.refused.own", store.Own[0].Certificate.Thumbprint, Path.Combine(store.Folder, "own", "certs")));
        }
        else if (store.Rejected().FirstOrDefault(entry => entry.Holder == CertificateHolder.Server && entry.Status == refused.Status) is { } rejected)
        {
            text.AppendLine().Append(Text.Of(
                "opcua.refused.certificate",
                TextTable.Visible(rejected.Subject),
                rejected.Thumbprint,
                TextTable.Visible(rejected.ApplicationUri ?? "-"),
                Date(rejected.ValidFrom),
                Date(rejected.ValidTo)));
            text.AppendLine().Append(Advice(target, rejected));
        }

        return text.ToString();
    }

    /// <summary>The command by which to trust the certificate, in a form that can be copied.</summary>
    public static string TrustCommand(string folder, string thumbprint) => $"precast opcua trust add {thumbprint} --pki {Quoted(folder)}";

    private static string? UserAdvice(StatusCode status) => status switch
    {
        _ when status.IsSameCode(StatusCodes.BadIdentityTokenRejected) || status.IsSameCode(StatusCodes.BadIdentityTokenInvalid) => Text.Of("opcua.refused.userKind"),
        _ when status.IsSameCode(StatusCodes.BadUserAccessDenied) => Text.Of("opcua.refused.user"),
        _ => null,
    };

    private static string Advice(LinkTarget target, RejectedCertificate rejected)
    {
        if (rejected.Status == StatusCodes.BadCertificateUntrusted)
        {
            return Text.Of("opcua.refused.trust", TrustCommand(target.PkiFolder, rejected.Thumbprint));
        }

        var ignore = rejected.Status switch
        {
            _ when rejected.Status == StatusCodes.BadCertificateHostNameInvalid => "host-name",
            _ when rejected.Status == StatusCodes.BadCertificateTimeInvalid || rejected.Status == StatusCodes.BadCertificateIssuerTimeInvalid => "expired",
            _ when rejected.Status == StatusCodes.BadCertificateRevocationUnknown || rejected.Status == StatusCodes.BadCertificateIssuerRevocationUnknown => "revocation",
            _ => null,
        };
        return ignore is null ? Text.Of("opcua.refused.renew") : Text.Of("opcua.refused.ignore", ignore);
    }

    private static string Quoted(string path) =>
        path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_') ? path : $"\"{path}\"";

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
