namespace PrecastMes.OpcUa.Server;

/// <summary>Is told each new value of a variable, in the order of the changes.</summary>
internal interface IValueObserver
{
    void OnValue(in DataValue value);
}
