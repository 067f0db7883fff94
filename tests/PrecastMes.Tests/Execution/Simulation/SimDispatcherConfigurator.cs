using Akka.Configuration;
using Akka.Dispatch;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>Gives the actor system a dispatcher that hands every runnable to the world.</summary>
public sealed class SimDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly SimDispatcher dispatcher;

    public SimDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => dispatcher = new SimDispatcher(this);

    public override MessageDispatcher Dispatcher() => dispatcher;

    private sealed class SimDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
    {
        private readonly SimWorld world = SimWorld.Current;

        protected override void ExecuteTask(IRunnable run) => world.Post(run);

        protected override void Shutdown()
        {
        }
    }
}
