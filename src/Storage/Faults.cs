using Npgsql;

namespace ItaIngest.Storage;

/// <summary>Turns what Npgsql and the server say into messages that name the thing and the remedy. SQLSTATE classes: appendix A of PostgreSQL's manual.</summary>
internal static class Faults
{
    public static StorageException Explain(NpgsqlException fault, string where) => fault switch
    {
        PostgresException server => FromServer(server, where),
        { InnerException: System.Net.Sockets.SocketException or FileNotFoundException } when !fault.Message.Contains("stream", StringComparison.Ordinal) => new StorageException("ITA610",
            $"The database at {where} cannot be reached: {Innermost(fault)}.", "Start the server, or correct --database / ITA_DATABASE; \"./ita db status\" tells what is used.", fault),
        { InnerException: TimeoutException } => new StorageException("ITA610", $"The database at {where} does not answer.", "Look whether the server runs and can be reached from here, then run the command again.", fault),
        _ => new StorageException("ITA616", $"The connection to the database at {where} was lost: {Innermost(fault)}.",
            "Nothing half written is left: every document is there whole or not at all. Run the command again.", fault),
    };

    private static StorageException FromServer(PostgresException e, string where) => e.SqlState switch
    {
        "28P01" or "28000" => new("ITA611", $"The database at {where} refuses the login: {e.MessageText}.", "Correct the user and the password in --database / ITA_DATABASE.", e),
        "3D000" => new("ITA612", $"There is no such database at {where}: {e.MessageText}.", "Create it (createdb NAME), or correct --database / ITA_DATABASE.", e),
        "42501" => new("ITA614", $"The user may not do this at {where}: {e.MessageText}.", "Ask the database's owner for the rights, or use a user who has them.", e),
        "25006" => new("ITA615", $"The database at {where} is read-only: {e.MessageText}.", "Write to the primary server, or set default_transaction_read_only to off for this user.", e),
        "53100" or "53200" or "58030" => new("ITA617", $"The server at {where} has no room left: {e.MessageText}.", "Free space on the server's disk and run the command again; nothing half written is left.", e),
        "53300" => new("ITA610", $"The server at {where} takes no more connections: {e.MessageText}.", "Wait until other programs have finished, or raise max_connections.", e),
        "57014" => new("ITA618", $"The database at {where} broke the statement off: {e.MessageText}.", "It took longer than the server allows; ask for less at a time.", e),
        "57P01" or "57P02" or "57P03" or "57P05" or "08000" or "08003" or "08006" => new("ITA616", $"The connection to the database at {where} was lost: {e.MessageText}.",
            "Nothing half written is left: every document is there whole or not at all. Run the command again when the server is up.", e),
        "40P01" or "40001" or "55P03" => new("ITA619", $"Another program was changing the same rows at {where}: {e.MessageText}.", "Run the command again.", e),
        _ => new("ITA620", $"The database at {where} refused a statement ({e.SqlState}): {e.MessageText}.", "If the database was changed by hand, undo that; \"./ita db check\" looks for what is amiss.", e),
    };

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e.Message.TrimEnd('.');
    }
}
