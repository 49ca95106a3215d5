namespace ItaIngest.Storage.Tests;

public sealed class LocalClusterTests : IDisposable
{
    private readonly string _home = Path.Combine("/tmp", $"ita-cluster-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_home)) Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Makes_starts_finds_again_stops_and_starts_a_private_server_and_keeps_its_data()
    {
        var ct = TestContext.Current.CancellationToken;
        var cluster = await LocalCluster.AtAsync(_home, durable: false, ct);
        (await cluster.StatusAsync(ct)).Exists.ShouldBeFalse();
        try
        {
            // Two at once: one makes it, both find it.
            await Task.WhenAll(cluster.StartAsync(ct), (await LocalCluster.AtAsync(_home, durable: false, ct)).StartAsync(ct));
            var status = await cluster.StatusAsync(ct);
            (status.Exists, status.Running).ShouldBe((true, true));

            await using (var database = await Database.OpenAsync(new DatabaseOptions(null, _home), ct))
            {
                (await Migrator.ApplyAsync(database, TimeProvider.System, ct)).Length.ShouldBe(Migrator.All.Length);
                database.IsPrivate.ShouldBeTrue();
            }
            (await cluster.StopAsync(ct)).ShouldBeTrue();
            (await cluster.StopAsync(ct)).ShouldBeFalse();
            (await cluster.StatusAsync(ct)).Running.ShouldBeFalse();

            await using var again = await Database.OpenAsync(new DatabaseOptions(null, _home), ct);
            (await Migrator.PendingAsync(again, ct)).ShouldBeEmpty();
        }
        finally
        {
            await cluster.StopAsync(CancellationToken.None, immediately: true);
        }
    }

    [Fact]
    public async Task Starts_again_over_the_remains_of_a_server_that_was_killed()
    {
        var ct = TestContext.Current.CancellationToken;
        var cluster = await LocalCluster.AtAsync(_home, durable: false, ct);
        try
        {
            await cluster.StartAsync(ct);
            var pid = int.Parse(File.ReadLines(Path.Combine((await cluster.StatusAsync(ct)).DataFolder, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
            using (var server = System.Diagnostics.Process.GetProcessById(pid))
            {
                server.Kill();
                await server.WaitForExitAsync(ct);
            }
            await cluster.StartAsync(ct);
            (await cluster.StatusAsync(ct)).Running.ShouldBeTrue();
        }
        finally
        {
            await cluster.StopAsync(CancellationToken.None, immediately: true);
        }
    }

    [Fact]
    public async Task A_server_that_a_stopped_command_left_recovering_is_waited_for()
    {
        var ct = TestContext.Current.CancellationToken;
        var cluster = await LocalCluster.AtAsync(_home, durable: false, ct);
        try
        {
            await cluster.StartAsync(ct);
            await cluster.StopAsync(ct);
            // Recovery from an archive that is slow to say that it has nothing.
            var data = (await cluster.StatusAsync(ct)).DataFolder;
            await File.AppendAllTextAsync(Path.Combine(data, "postgresql.auto.conf"), "restore_command = 'sleep 0.5; false'\nhot_standby = off\n", ct);
            await File.WriteAllTextAsync(Path.Combine(data, "recovery.signal"), "", ct);
            string[] start = [Path.Combine(Programs.Folder(), "pg_ctl"), "start", "-W", "-D", data, "-l", Path.Combine(data, "test.log"), "-o", $"-k {cluster.SocketFolder}"];
            var ran = Environment.IsPrivilegedProcess
                ? await Programs.RunAsync("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", .. start], TimeSpan.FromMinutes(1), ct)
                : await Programs.RunAsync(start[0], start[1..], TimeSpan.FromMinutes(1), ct);
            ran.ExitCode.ShouldBe(0);

            await using var database = await Database.OpenAsync(new DatabaseOptions(null, _home), ct);
            (await Migrator.ApplyAsync(database, TimeProvider.System, ct)).ShouldNotBeEmpty();
        }
        finally
        {
            await cluster.StopAsync(CancellationToken.None, immediately: true);
        }
    }

    [Fact]
    public async Task A_long_home_gets_a_short_socket_path()
    {
        var home = Path.Combine(_home, new string('x', 100));
        var cluster = await LocalCluster.AtAsync(home, durable: false, TestContext.Current.CancellationToken);
        System.Text.Encoding.UTF8.GetByteCount($"{cluster.SocketFolder}/.s.PGSQL.5432").ShouldBeLessThan(107);
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_is_explained()
    {
        File.WriteAllText(_home, "a file, not a folder");
        try
        {
            var error = await Should.ThrowAsync<StorageException>(() => LocalCluster.AtAsync(Path.Combine(_home, "below"), durable: true, TestContext.Current.CancellationToken));
            error.Code.ShouldBe("ITA603");
            error.Message.ShouldContain("ITA_HOME");
        }
        finally
        {
            File.Delete(_home);
        }
    }
}
