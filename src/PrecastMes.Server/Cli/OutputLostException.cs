namespace PrecastMes.Server.Cli;

/// <summary>The standard output can't be written any more.</summary>
/// <param name="message">The system's words.</param>
/// <param name="isReaderGone">True when it was a pipe whose reader has what it wanted.</param>
internal sealed class OutputLostException(string message, bool isReaderGone) : Exception(message)
{
    public bool IsReaderGone => isReaderGone;
}
