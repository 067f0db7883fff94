using System.Net;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

public sealed class ConnectionAdmissionTests
{
    private static readonly IPAddress Mallory = IPAddress.Parse("10.0.0.66");
    private static readonly IPAddress Alice = IPAddress.Parse("10.0.0.1");

    private readonly TestClock _clock = new();

    [Fact]
    public void A_burst_is_admitted_and_then_so_many_per_second()
    {
        var admission = new ConnectionAdmission(Limits with { ShareOfOneAddress = 1 }, _clock);

        Assert.Equal(100, AdmittedOf(admission, Mallory, 500));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(25, AdmittedOf(admission, Mallory, 500));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, AdmittedOf(admission, Mallory, 500));
    }

    [Fact]
    public void One_address_takes_its_share_of_the_burst_and_leaves_the_rest_to_others()
    {
        var admission = new ConnectionAdmission(Limits, _clock);

        Assert.Equal(80, AdmittedOf(admission, Mallory, 500));
        Assert.Equal(20, AdmittedOf(admission, Alice, 500));
    }

    [Fact]
    public void One_address_takes_its_share_of_the_places_and_leaves_the_rest_to_others()
    {
        var admission = new ConnectionAdmission(Limits with { MaxConnections = 10 }, _clock);

        Admission[] mallory = [.. Enumerable.Range(0, 9).Select(_ => admission.Enter(Mallory))];
        Admission[] alice = [.. Enumerable.Range(0, 3).Select(_ => admission.Enter(Alice))];
        admission.Leave(Mallory);

        Assert.Equal([.. Enumerable.Repeat(Admission.Admitted, 8), Admission.AddressFull], mallory);
        Assert.Equal([Admission.Admitted, Admission.Admitted, Admission.Full], alice);
        Assert.Equal(Admission.Admitted, admission.Enter(Alice));
    }

    [Fact]
    public void All_addresses_of_an_ipv6_network_are_one()
    {
        var admission = new ConnectionAdmission(Limits with { MaxConnections = 10 }, _clock);

        int admitted = Enumerable.Range(1, 20).Count(i => admission.Enter(IPAddress.Parse($"2001:db8::{i:x}")) == Admission.Admitted);

        Assert.Equal(8, admitted);
        Assert.Equal(Admission.Admitted, admission.Enter(IPAddress.Parse("2001:db8:0:1::1")));
    }

    private static ServerLimits Limits => new() { MaxConnections = 1_000, ConnectionsPerSecond = 50, ConnectionBurst = 100, ShareOfOneAddress = 0.8 };

    private static int AdmittedOf(ConnectionAdmission admission, IPAddress address, int attempts) =>
        Enumerable.Range(0, attempts).Count(_ => admission.Enter(address) == Admission.Admitted);

    private sealed class TestClock : TimeProvider
    {
        private long _now = 1_000_000;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
