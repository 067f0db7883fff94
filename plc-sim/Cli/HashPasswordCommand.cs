using System.CommandLine;
using PrecastMes.PlcSim.Users;

namespace PrecastMes.PlcSim.Cli;

/// <summary><c>hash-password</c>: reads a password from standard input and prints what the file of users takes.</summary>
internal static class HashPasswordCommand
{
    public static Command Create()
    {
        var command = new Command("hash-password", "Reads a password from standard input and prints its hash for the file of users. 从标准输入读密码，输出用户文件所用的散列。");
        command.SetAction(async (_, stop) =>
        {
            if (await Console.In.ReadLineAsync(stop) is not { Length: > 0 } password)
            {
                await Console.Error.WriteLineAsync("no password on standard input");
                return ExitCode.BadInput;
            }

            await Console.Out.WriteLineAsync(PasswordHash.Of(password).ToString());
            return 0;
        });
        return command;
    }
}
