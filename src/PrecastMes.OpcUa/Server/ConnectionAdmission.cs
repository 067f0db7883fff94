using System.Net;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Decides whether one more connection is taken: no more at once and no faster than the limits say. One address gets a share only, so
/// that it can't lock the others out.
/// </summary>
internal sealed class ConnectionAdmission(ServerLimits limits, TimeProvider time)
{
    private const int PurgeAt = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Source> _sources = [];
    private readonly TokenBucket _rate = new(limits.ConnectionsPerSecond, limits.ConnectionBurst, time);
    private int _open;

    /// <summary>An admitted connection must <see cref="Leave"/>.</summary>
    public Admission Enter(IPAddress address)
    {
        lock (_gate)
        {
            Source source = SourceOf(PeerNetwork.Of(address));
            if (!source.Rate.TryTake() || !_rate.TryTake())
            {
                return Admission.TooFast;
            }

            Admission admission = source.Open >= Share(limits.MaxConnections) ? Admission.AddressFull
                : _open >= limits.MaxConnections ? Admission.Full
                : Admission.Admitted;
            if (admission == Admission.Admitted)
            {
                source.Open++;
                _open++;
            }

            return admission;
        }
    }

    /// <summary>Takes a connection for which another one was closed, which leaves a little later.</summary>
    public void EnterInPlaceOfAnother(IPAddress address)
    {
        lock (_gate)
        {
            SourceOf(PeerNetwork.Of(address)).Open++;
            _open++;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _sources[PeerNetwork.Of(address)].Open--;
            _open--;
        }
    }

    private double Share(double whole) => limits.ShareOf(whole);

    private Source SourceOf(IPAddress network)
    {
        if (_sources.TryGetValue(network, out Source? source))
        {
            return source;
        }

        if (_sources.Count >= PurgeAt)
        {
            foreach (IPAddress idle in _sources.Where(each => each.Value.Open == 0 && each.Value.Rate.IsFull).Select(each => each.Key).ToList())
            {
                _sources.Remove(idle);
            }
        }

        source = new Source(new TokenBucket(Share(limits.ConnectionsPerSecond), Share(limits.ConnectionBurst), time));
        _sources[network] = source;
        return source;
    }

    private sealed class Source(TokenBucket rate)
    {
        public TokenBucket Rate { get; } = rate;

        public int Open { get; set; }
    }
}
