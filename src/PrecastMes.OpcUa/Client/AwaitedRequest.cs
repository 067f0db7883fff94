namespace PrecastMes.OpcUa.Client;

/// <summary>A request whose asker awaits the answer.</summary>
internal sealed class AwaitedRequest<TResponse>(Action<TResponse>? onAnswer) : IPendingRequest
    where TResponse : class, IServiceResponse
{
    private readonly TaskCompletionSource<TResponse> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResponse> Answer => _answer.Task;

    public void Complete(IServiceResponse response)
    {
        if (response is TResponse expected)
        {
            try
            {
                onAnswer?.Invoke(expected);
            }
            catch (OpcUaException exception)
            {
                Fail(exception);
                throw;
            }

            _answer.TrySetResult(expected);
        }
        else
        {
            Fail(new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.GetType().Name} in place of {typeof(TResponse).Name}"));
        }
    }

    public void Fail(OpcUaException reason) => _answer.TrySetException(reason);

    public void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
