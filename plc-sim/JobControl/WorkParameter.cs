using PrecastMes.OpcUa;

namespace PrecastMes.PlcSim.JobControl;

/// <summary>A parameter of a job order: one of the data of a handshake command, under the same name.</summary>
/// <param name="Id">Such as <c>WorkSeconds</c>.</param>
/// <param name="Type">String, UInt32 or Boolean.</param>
/// <param name="Name">For people, with the unit.</param>
/// <param name="IsRequired">A job order without it is refused.</param>
internal sealed record WorkParameter(string Id, BuiltInType Type, Label Name, bool IsRequired);
