using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PrecastMes.Production;

namespace PrecastMes.Exchange;

/// <summary>Reads a whole text file of bounded size, strictly as UTF-8.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly LocalizedText Utf8 = new("UTF-8 编码的文本", "text in UTF-8");

    public static bool TryRead(string path, string shownName, int mostBytes, ProblemList problems, [NotNullWhen(true)] out string? text)
    {
        text = null;
        try
        {
            using var stream = File.OpenRead(path);
            return TryRead(stream, shownName, mostBytes, problems, out text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var missing = failure is FileNotFoundException or DirectoryNotFoundException;
            problems.Add(
                shownName, 0, 0, "", path, new LocalizedText("可读的文件", "a readable file"),
                missing
                    ? new LocalizedText($"找不到文件 {path}", $"The file {path} does not exist")
                    : new LocalizedText($"无法读取文件 {path}：{failure.Message}", $"The file {path} can't be read: {failure.Message}"));
            return false;
        }
    }

    public static bool TryRead(Stream stream, string shownName, int mostBytes, ProblemList problems, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!TryReadBytes(stream, mostBytes, out var bytes))
        {
            var limit = string.Create(CultureInfo.InvariantCulture, $"{mostBytes / 1_000_000} MB");
            problems.Add(
                shownName, 0, 0, "", $"> {limit}", new LocalizedText($"不超过 {limit}", $"at most {limit}"),
                new LocalizedText($"文件超过 {limit}，请拆分", $"The file is larger than {limit}; split it"));
            return false;
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problems.Add(
                shownName, 1, 1, "", "UTF-16", Utf8,
                new LocalizedText("文件为 UTF-16 编码，请另存为 UTF-8", "The file is in UTF-16; save it as UTF-8"));
            return false;
        }

        var content = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes.AsSpan();
        try
        {
            text = Strict.GetString(content);
            return true;
        }
        catch (DecoderFallbackException failure)
        {
            ReportEncoding(content, failure.Index, shownName, problems);
            return false;
        }
    }

    private static bool TryReadBytes(Stream stream, int mostBytes, out byte[] bytes)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            if (whole.Length + read > mostBytes)
            {
                bytes = [];
                return false;
            }

            whole.Write(buffer, 0, read);
        }

        bytes = whole.ToArray();
        return true;
    }

    private static void ReportEncoding(ReadOnlySpan<byte> content, int at, string shownName, ProblemList problems)
    {
        var before = content[..Math.Clamp(at, 0, content.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        var message = LooksLikeGb18030(content)
            ? new LocalizedText(
                "文件不是 UTF-8，很可能是 GB18030/GBK；请在表格软件中另存为“CSV UTF-8”",
                "The file is not UTF-8 but most likely GB18030/GBK; save it as \"CSV UTF-8\" in the spreadsheet program")
            : new LocalizedText("文件不是 UTF-8 编码，请另存为 UTF-8", "The file is not in UTF-8; save it as UTF-8");
        var value = at < content.Length ? string.Create(CultureInfo.InvariantCulture, $"0x{content[Math.Max(at, 0)]:X2}") : "";
        problems.Add(shownName, line, column, "", value, Utf8, message);
    }

    private static bool LooksLikeGb18030(ReadOnlySpan<byte> content)
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding(
            "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            return gb is not null && gb.GetString(content).Any(c => c is >= '\u4e00' and <= '\u9fff');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
