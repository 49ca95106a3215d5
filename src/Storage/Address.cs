using Npgsql;

namespace ItaIngest.Storage;

/// <summary>The ways people write where a PostgreSQL is: a URL, libpq's keywords, or Npgsql's.</summary>
internal static class Address
{
    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database", ["user"] = "Username", ["host"] = "Host", ["port"] = "Port", ["password"] = "Password", ["sslmode"] = "SSL Mode",
        ["connect_timeout"] = "Timeout", ["application_name"] = "Application Name", ["options"] = "Options", ["sslrootcert"] = "Root Certificate", ["passfile"] = "Passfile",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <summary>Reads "postgresql://user@host:5432/name", "host=/run/pg dbname=ita" or "Host=...;Database=...".</summary>
    /// <exception cref="StorageException">ITA605, without repeating what was given: it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string given)
    {
        try
        {
            var text = given.Trim();
            if (text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)) return FromUrl(text);
            if (!text.Contains('=', StringComparison.Ordinal)) throw new FormatException("neither a URL nor settings of the form name=value");
            return text.Contains(';', StringComparison.Ordinal) || text.Contains("Host=", StringComparison.Ordinal)
                ? new NpgsqlConnectionStringBuilder(text) : FromKeywords(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new StorageException("ITA605", $"The database's address is not understood: {e.Message.TrimEnd('.')}.",
                "Write it as postgresql://USER:PASSWORD@HOST:5432/NAME, or as \"host=HOST dbname=NAME user=USER\".", e);
        }
    }

    private static NpgsqlConnectionStringBuilder FromKeywords(IEnumerable<string> parts)
    {
        var built = new NpgsqlConnectionStringBuilder();
        foreach (var part in parts)
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) throw new FormatException($"\"{part}\" is not name=value");
            Set(built, part[..at], part[(at + 1)..].Trim('\''));
        }
        return built;
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        var rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        if (question >= 0) rest = rest[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var built = new NpgsqlConnectionStringBuilder();
        if (slash >= 0 && slash + 1 < rest.Length) built.Database = Uri.UnescapeDataString(rest[(slash + 1)..]);
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var login = authority[..at].Split(':', 2);
            built.Username = Uri.UnescapeDataString(login[0]);
            if (login.Length == 2) built.Password = Uri.UnescapeDataString(login[1]);
        }
        SetHost(built, authority[(at + 1)..]);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
            Set(built, pair[0], Uri.UnescapeDataString(pair.Length == 2 ? pair[1] : ""));
        return built;
    }

    private static void SetHost(NpgsqlConnectionStringBuilder built, string host)
    {
        if (host.Length == 0) return;
        var colon = host.EndsWith(']') ? -1 : host.LastIndexOf(':');
        if (colon >= 0 && host.IndexOf(':', StringComparison.Ordinal) != colon && !host.StartsWith('[')) colon = -1;
        built.Host = Uri.UnescapeDataString(colon < 0 ? host : host[..colon]).Trim('[', ']');
        if (colon >= 0) built.Port = int.TryParse(host[(colon + 1)..], out var port) ? port : throw new FormatException($"\"{host[(colon + 1)..]}\" is not a port");
    }

    private static void Set(NpgsqlConnectionStringBuilder built, string name, string value) =>
        built[LibpqNames.TryGetValue(name, out var known) ? known : throw new FormatException($"\"{name}\" is not a setting")] = value;

    /// <summary>The same address as a URL for psql and other programs; a password is left out unless asked for.</summary>
    public static string ToUrl(NpgsqlConnectionStringBuilder built, bool withPassword)
    {
        var login = built.Username is { Length: > 0 } user ? Uri.EscapeDataString(user) + (withPassword && built.Password is { Length: > 0 } secret ? ":" + Uri.EscapeDataString(secret) : "") + "@" : "";
        var socket = built.Host?.StartsWith('/') == true;
        var host = socket ? "" : $"{built.Host}:{built.Port}";
        return $"postgresql://{login}{host}/{Uri.EscapeDataString(built.Database ?? "")}" + (socket ? $"?host={Uri.EscapeDataString(built.Host!)}&port={built.Port}" : "");
    }
}
