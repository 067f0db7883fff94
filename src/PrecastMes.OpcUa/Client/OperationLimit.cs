namespace PrecastMes.OpcUa.Client;

/// <summary>How many operations of one kind go into one request. Falls when the server refuses as many as it announced.</summary>
internal sealed class OperationLimit(int value)
{
    private int _value = value;

    public int Value => Volatile.Read(ref _value);

    /// <summary>After a request of so many operations was refused as too many.</summary>
    public void Refused(int operations)
    {
        int smaller = Math.Max(1, operations / 2);
        int present = Value;
        while (smaller < present)
        {
            int seen = Interlocked.CompareExchange(ref _value, smaller, present);
            if (seen == present)
            {
                return;
            }

            present = seen;
        }
    }
}
