namespace ItaIngest.Storage.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("postgresql://ann:s%40crt@db.example:6543/ita", "db.example", 6543, "ann", "s@crt", "ita")]
    [InlineData("postgres://ann@[::1]:5433/ita", "::1", 5433, "ann", null, "ita")]
    [InlineData("postgresql://ann@/ita?host=%2Frun%2Fpg&port=5555", "/run/pg", 5555, "ann", null, "ita")]
    [InlineData("host=/run/pg dbname=ita user=ann", "/run/pg", 5432, "ann", null, "ita")]
    [InlineData("Host=db;Database=ita;Username=ann;Password=x", "db", 5432, "ann", "x", "ita")]
    public void Reads_what_people_write(string given, string host, int port, string user, string? password, string name)
    {
        var read = Address.Parse(given);
        (read.Host, read.Port, read.Username, read.Password, read.Database).ShouldBe((host, port, user, password, name));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("postgresql://host:port/ita")]
    [InlineData("hots=db dbname=ita")]
    public void Explains_what_it_does_not_understand(string given) =>
        Should.Throw<StorageException>(() => Address.Parse(given)).Code.ShouldBe("ITA605");

    [Theory]
    [InlineData("postgresql://ann@/ita?host=%2Frun%2Fpg&port=5555")]
    [InlineData("postgresql://ann@db.example:6543/ita")]
    public void A_url_comes_out_as_it_went_in(string url) => Address.ToUrl(Address.Parse(url), withPassword: true).ShouldBe(url);

    [Fact]
    public void A_password_is_shown_only_when_asked_for() =>
        Address.ToUrl(Address.Parse("postgresql://ann:secret@db:1/ita"), withPassword: false).ShouldNotContain("secret");
}
