namespace PrecastMes.OpcUa;

/// <summary>Stands for a null that is there: an optional field or a union's choice whose string or array is null. Only inside slots.</summary>
internal sealed class PresentNull
{
    public static readonly PresentNull Instance = new();

    private PresentNull()
    {
    }
}
