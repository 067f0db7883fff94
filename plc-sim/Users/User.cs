namespace PrecastMes.PlcSim.Users;

/// <summary>Somebody who may log in.</summary>
/// <param name="Name">As typed at login.</param>
/// <param name="Password">Its hash; the password itself is kept nowhere.</param>
/// <param name="Roles">What he may do.</param>
internal sealed record User(string Name, PasswordHash Password, IReadOnlyList<UserRole> Roles);
