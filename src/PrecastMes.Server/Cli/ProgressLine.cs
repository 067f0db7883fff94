namespace PrecastMes.Server.Cli;

/// <summary>
/// One line that tells how far a long task is: rewritten in place on a terminal, else printed anew every so often so that a log
/// stays short.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, bool terminal, TimeSpan interval, TimeProvider time)
{
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private long? _last;
    private int _length;

    /// <summary>Shows a text, unless the last was shown just before.</summary>
    public void Show(string text)
    {
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < (terminal ? TerminalInterval : interval))
            {
                return;
            }

            _last = time.GetTimestamp();
            if (terminal)
            {
                writer.Write($"\r{text}\u001b[K");
                _length = text.Length;
            }
            else
            {
                writer.WriteLine(text);
            }

            writer.Flush();
        }
    }

    /// <summary>Clears the line on a terminal, so that other output follows on a clean one.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (terminal && _length > 0)
            {
                writer.Write("\r\u001b[K");
                writer.Flush();
                _length = 0;
            }

            _last = null;
        }
    }
}
