namespace PrecastMes.OpcUa.Server;

/// <summary>Is told each new value of a variable, in the order of the changes.</summary>
internal interface IValueObserver
{
    /// <summary>Its place among the observers of the one variable that it is attached to; set by that variable.</summary>
    int Slot { get; set; }

    void OnValue(in DataValue value);
}
