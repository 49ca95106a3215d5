using System.Net;
using ItaIngest.Harvest.Sources;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Tests;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("203.150.1.1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001:0:4136:e378::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2404:6800:4001::200e", true)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) => Network.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public void Permission_for_one_inner_server_is_none_for_its_neighbours()
    {
        var source = new Source { Name = "x", Start = [new Uri("http://127.0.0.1:8080/")], Hosts = ["10.0.0.5:81", "intranet"], AllowPrivateAddresses = true };
        source.MayConnectPrivately(new Uri("http://127.0.0.1:8080/y")).ShouldBeTrue();
        source.MayConnectPrivately(new Uri("http://127.0.0.1:8081/")).ShouldBeFalse();
        source.MayConnectPrivately(new Uri("http://localhost:8080/")).ShouldBeFalse();
        source.MayConnectPrivately(new Uri("http://10.0.0.5:81/")).ShouldBeTrue();
        source.MayConnectPrivately(new Uri("http://10.0.0.5/")).ShouldBeFalse();
        source.MayConnectPrivately(new Uri("http://intranet:9000/")).ShouldBeTrue();
        (source with { AllowPrivateAddresses = false }).MayConnectPrivately(new Uri("http://127.0.0.1:8080/")).ShouldBeFalse();
    }
}
