using PrecastMes.PlcSim.Config;

namespace PrecastMes.PlcSim.Users;

/// <summary>Reads the file of users: <c>users: [{ name, role, password }]</c>, where the password is a <see cref="PasswordHash"/>.</summary>
internal static class UserFile
{
    public static IReadOnlyList<User> Read(string path, YamlProblems problems)
    {
        if (YamlFile.Read(path, problems) is not { } file)
        {
            return [];
        }

        var users = new List<User>();
        foreach (var entry in file.List("users"))
        {
            var name = entry.Text("name");
            if (users.Exists(user => string.Equals(user.Name, name, StringComparison.Ordinal)))
            {
                entry.Fault("name", $"is \"{name}\", which is there already");
            }

            var role = entry.Text("role");
            if (!Enum.TryParse<UserRole>(role, out var known) || !Enum.IsDefined(known))
            {
                entry.Fault("role", $"is \"{role}\", expected {string.Join(" or ", Enum.GetNames<UserRole>())}");
            }

            if (PasswordHash.Parse(entry.Text("password")) is { } password)
            {
                users.Add(new User(name, password, [known]));
            }
            else
            {
                // The text may be a password in the clear: it goes into no message.
                entry.Fault("password", "is no hash; plc-sim hash-password makes one from a password");
            }

            entry.End();
        }

        file.End();
        return users;
    }
}
