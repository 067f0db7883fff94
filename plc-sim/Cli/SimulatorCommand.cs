using System.CommandLine;
using System.Globalization;

namespace PrecastMes.PlcSim.Cli;

/// <summary>The command line.</summary>
internal static class SimulatorCommand
{
    /// <summary>The root command, which does <paramref name="run"/>.</summary>
    public static RootCommand Create(Func<SimulatorOptions, CancellationToken, Task<int>> run)
    {
        var plant = new Option<DirectoryInfo>("--plant")
        {
            Description = "Plant folder; tags.yaml and plc-sim.yaml are read. 工厂目录，读取 tags.yaml 和 plc-sim.yaml。",
            HelpName = "DIR",
            Required = true,
        };
        plant.AcceptExistingOnly();
        var port = Within(
            new Option<int>("--port")
            {
                Description = "TCP port on this machine; 0 takes any free one. 本机 TCP 端口，0 表示任取空闲端口。",
                HelpName = "PORT",
                DefaultValueFactory = _ => 4840,
            },
            0,
            65_535);
        var speed = Within(
            new Option<double?>("--speed")
            {
                Description = "Plant seconds in a real second (1 when not given). 仿真倍速，缺省为 1。",
                HelpName = "N",
            },
            0.01,
            100_000);
        var seed = new Option<int>("--seed")
        {
            Description = "Decides the real working times; a seed repeats a run. 随机种子，决定实际工时，同一种子可重现。",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var state = new Option<DirectoryInfo?>("--state")
        {
            Description = "Keep handshake, positions and curing here over restarts. 状态目录，重启后恢复握手、位置和养护。",
            HelpName = "DIR",
        };
        var log = new Option<FileInfo?>("--log")
        {
            Description = "Append each physical event here, one JSON object a line. 事件日志，每行一个 JSON 对象。",
            HelpName = "FILE",
        };
        var clockStart = Instant("--clock-start", "Plant time at the anchor (the anchor itself when not given). 锚点时刻的工厂时间，缺省等于锚点。");
        var clockAnchor = Instant("--clock-anchor", "Real time of the clock's start (now when not given). 时钟锚点的真实时间，缺省为当前。");
        var pki = new Option<DirectoryInfo?>("--pki")
        {
            Description = "Folder of certificates (by default pki in --state). 证书目录，缺省为 --state 下的 pki。",
            HelpName = "DIR",
        };
        var trust = new Option<FileInfo[]>("--trust")
        {
            Description = "Trust a client's certificate (DER file); with users only. 信任客户端证书（DER 文件），仅在有用户时。",
            HelpName = "FILE",
            DefaultValueFactory = _ => [],
        };
        trust.AcceptExistingOnly();
        var users = new Option<FileInfo>("--users")
        {
            Description = "File of users: name, role (Observer, Operator), password's hash. Without users everybody on this machine is let in. 用户文件：用户名、角色（Observer、Operator）、密码散列。没有用户时本机任何人都可连接。",
            HelpName = "FILE",
        };
        users.AcceptExistingOnly();
        var user = new Option<string?>("--user")
        {
            Description = "One operator more; needs --password-env. 另加一个操作员，需 --password-env。",
            HelpName = "NAME",
        };
        var passwordEnv = new Option<string?>("--password-env")
        {
            Description = "Environment variable with that operator's password. 存放该操作员密码的环境变量。",
            HelpName = "VAR",
        };
        var reverse = new Option<string[]>("--reverse-connect")
        {
            Description = "Dial a client that waits for us, besides listening. 主动连接等待的客户端（反向连接）。",
            HelpName = "opc.tcp://HOST:PORT",
            DefaultValueFactory = _ => [],
        };
        var discovery = new Option<string?>("--discovery-server")
        {
            Description = "Register at a discovery server (LDS), which has to trust our certificate. 在发现服务器（LDS）注册，它须信任本机证书。",
            HelpName = "opc.tcp://HOST:PORT",
        };
        discovery.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "opc.tcp" || url.Host.Length == 0)
            {
                result.AddError($"{discovery.Name} \"{text}\": expected opc.tcp://HOST:PORT. 应为 opc.tcp://主机:端口。");
            }
        });
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Write all log messages to stderr, not only warnings. 把全部日志写到标准错误，缺省只写警告。",
        };
        // Read by the program before it parses, since it decides what signals mean; named here so that it is known and helped.
        var exitWithInput = new Option<bool>(ParentInput.Option)
        {
            Description = "End when standard input closes; for a process that starts the simulator. 标准输入关闭时退出，供启动本程序的进程使用。",
        };
        var root = new RootCommand(
            "Simulates the PLC of a precast plant behind an OPC UA server: pallets, stations, crane, curing, mixer, faults. "
            + "仿真预制构件厂的 PLC，以 OPC UA 服务器提供：模台、工位、码垛机、养护、搅拌机和故障。")
        {
            plant, port, speed, seed, state, log, clockStart, clockAnchor, pki, trust, users, user, passwordEnv, reverse, discovery, verbose, exitWithInput,
        };
        root.SetAction((parsed, stop) => run(
            new SimulatorOptions(
                parsed.GetRequiredValue(plant),
                parsed.GetValue(port),
                parsed.GetValue(speed),
                parsed.GetValue(seed),
                parsed.GetValue(state),
                parsed.GetValue(log),
                parsed.GetValue(clockStart),
                parsed.GetValue(clockAnchor),
                parsed.GetValue(verbose))
            {
                Pki = parsed.GetValue(pki),
                Trusted = parsed.GetValue(trust) ?? [],
                Users = parsed.GetValue(users),
                User = parsed.GetValue(user),
                PasswordVariable = parsed.GetValue(passwordEnv),
                ReverseConnectUrls = parsed.GetValue(reverse) ?? [],
                DiscoveryServerUrl = parsed.GetValue(discovery),
            },
            stop));
        root.Subcommands.Add(HashPasswordCommand.Create());
        return root;
    }

    private static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ISO8601",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return instant.ToUniversalTime();
            }

            result.AddError($"{name} \"{text}\": expected an instant such as 2026-03-02T06:00:00+08:00. 应为 ISO 8601 时刻。");
            return null;
        },
    };

    private static Option<T> Within<T>(Option<T> option, double least, double greatest)
    {
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0)
            {
                return;
            }

            var value = Convert.ToDouble(result.GetValueOrDefault<T>(), CultureInfo.InvariantCulture);
            if (!(value >= least && value <= greatest))
            {
                result.AddError(FormattableString.Invariant($"{option.Name} {value}: expected {least} to {greatest}. 应在 {least} 到 {greatest} 之间。"));
            }
        });
        return option;
    }
}
