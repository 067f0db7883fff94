namespace PrecastMes.Server.Api;

/// <summary>Which status an unexpected exception becomes; its body is RFC 9457 problem details either way.</summary>
internal static class ProblemAnswers
{
    /// <summary>A malformed request is the caller's, anything else is ours.</summary>
    public static int StatusOf(Exception fault) =>
        fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
