using System.Text;

namespace PrecastMes.Server.Cli;

/// <summary>
/// The standard output of verbs that write for somebody: when it can't be written any more, the verb ends. The runtime's own writer goes on
/// in silence when the reader of a pipe is gone, as a server should and a watch should not.
/// </summary>
internal sealed class StandardOutput : Stream
{
    // Raw error codes of the systems: EPIPE, ERROR_BROKEN_PIPE, ERROR_NO_DATA.
    private static readonly int[] ReaderGone = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private readonly Stream _inner;

    private StandardOutput(Stream inner) => _inner = inner;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From here on what is written to the console throws <see cref="OutputLostException"/> when it gets nowhere.</summary>
    public static void TakeOver() => Console.SetOut(new StreamWriter(new StandardOutput(Open()), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _inner.Write(buffer);
            _inner.Flush();
        }
        catch (IOException fault)
        {
            throw new OutputLostException(fault.Message, ReaderGone.Contains(fault.HResult));
        }
    }

    public override void Flush()
    {
        // Each write is flushed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Only a pipe has a reader. A file stays the runtime's: other streams may share its position.
    private static Stream Open()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var file = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? Console.OpenStandardOutput() : file;
    }
}
