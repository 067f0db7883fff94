using Akka.Actor;
using Akka.Serialization;

namespace PrecastMes.Execution.Journal;

/// <summary>Brings <see cref="EventCodec"/> into Akka.</summary>
public sealed class EventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stands next to each event in the journal; never changes.</summary>
    public const int Id = 41001;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => EventCodec.Manifest(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => EventCodec.Write(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => EventCodec.Read(manifest, bytes);
}
