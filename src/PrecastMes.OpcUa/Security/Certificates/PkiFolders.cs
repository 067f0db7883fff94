namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The folders of a certificate store (Part 12 annex F), made at first use and open to nobody but their owner.</summary>
internal sealed class PkiFolders
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="ArgumentException">The path is empty: an unset setting must not put private keys into the working folder or the root.</exception>
    /// <exception cref="IOException">A folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be made.</exception>
    public PkiFolders(string root)
    {
        if (string.IsNullOrWhiteSpace(root))
        {
            throw new ArgumentException("the folder of the certificates is not set", nameof(root));
        }

        Root = Path.GetFullPath(root);
        foreach (string folder in (IEnumerable<string>)[Root, .. All.Select(folder => Path.Combine(Root, folder))])
        {
            Make(folder);
        }

        // The folder may come from a copy or a backup that forgot its mode.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(OwnPrivate) & Others) != 0)
        {
            File.SetUnixFileMode(OwnPrivate, OwnerOnly);
        }
    }

    public string Root { get; }

    public static string OwnCertsFolder => Path.Combine("own", "certs");

    public string OwnCerts => Path.Combine(Root, OwnCertsFolder);

    public string OwnPrivate => Path.Combine(Root, "own", "private");

    public string RejectedCerts => Path.Combine(Root, "rejected", "certs");

    /// <summary>Applications and users are trusted apart: a machine's certificate must not log a person in.</summary>
    public string TrustedCerts(bool users) => Path.Combine(Root, users ? "trustedUser" : "trusted", "certs");

    public string TrustedCrls(bool users) => Path.Combine(Root, users ? "trustedUser" : "trusted", "crl");

    public string IssuerCerts(bool users) => Path.Combine(Root, users ? "issuerUser" : "issuer", "certs");

    public string IssuerCrls(bool users) => Path.Combine(Root, users ? "issuerUser" : "issuer", "crl");

    /// <summary>Names, lengths and times of all files: equal when nothing was changed.</summary>
    public string Fingerprint() => string.Join('\n', new DirectoryInfo(Root)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Where(file => !IsUnfinished(file.Name) && file.Directory?.FullName != RejectedCerts)
        .Select(file => FormattableString.Invariant($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"))
        .Order(StringComparer.Ordinal));

    /// <summary>Files of ours that are still being written.</summary>
    public static bool IsUnfinished(string name) => name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal);

    /// <summary>Writes under another name and renames, so that no reader sees half a file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string unfinished = path + UnfinishedSuffix;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The mode is given at creation only.
            File.Delete(unfinished);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private const string UnfinishedSuffix = ".unfinished";

    private static IEnumerable<string> All =>
    [
        "own/certs", "own/private", "trusted/certs", "trusted/crl", "issuer/certs", "issuer/crl", "rejected/certs",
        "trustedUser/certs", "trustedUser/crl", "issuerUser/certs", "issuerUser/crl",
    ];

    /// <summary>Each missing folder above is made alike: the mode given to a call counts for its last folder only.</summary>
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            Make(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }
}
