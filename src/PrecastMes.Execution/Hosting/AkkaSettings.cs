namespace PrecastMes.Execution.Hosting;

/// <summary>The actor system's settings that differ from the library's.</summary>
internal static class AkkaSettings
{
    /// <summary>
    /// Group commit by one writer; facts as our own bytes; a cluster of one that is up within a second: its gossip has nobody
    /// to wait for, and what sharding keeps lives in memory, for entities come from our own keeper. No snapshots: the library's
    /// store of them would make a folder wherever the program is started.
    /// </summary>
    public const string Hocon = """
        akka {
          actor {
            serializers.precast = "PrecastMes.Execution.Journal.EventSerializer, PrecastMes.Execution"
            serialization-bindings {
              "PrecastMes.Execution.Lines.LineEvent, PrecastMes.Execution" = precast
              "PrecastMes.Execution.Plants.PlantEvent, PrecastMes.Execution" = precast
              "PrecastMes.Execution.Shifts.ShiftEvent, PrecastMes.Execution" = precast
            }
          }
          persistence {
            journal {
              plugin = "akka.persistence.journal.sql"
              sql {
                parallelism = 1
                batch-size = 200
                tag-write-mode = Csv
                use-clone-connection = true
              }
            }
            query.journal.sql.tag-read-mode = Csv
            snapshot-store.plugin = "akka.persistence.no-snapshot-store"
          }
          cluster {
            periodic-tasks-initial-delay = 50ms
            gossip-interval = 200ms
            leader-actions-interval = 100ms
            unreachable-nodes-reaper-interval = 500ms
            sharding {
              retry-interval = 200ms
              distributed-data.durable.keys = []
              distributed-data.gossip-interval = 500ms
              distributed-data.notify-subscribers-interval = 100ms
            }
            distributed-data.durable.keys = []
          }
          coordinated-shutdown {
            default-phase-timeout = 3s
            run-by-clr-shutdown-hook = off
          }
          remote.dot-netty.tcp.transport-shutdown-timeout = 1s
        }
        """;
}
