using System.Globalization;
using System.Text;

namespace ItaIngest.Harvest.Web;

/// <summary>
/// The rules of one robots.txt for one robot, after RFC 9309: groups merged, the longest match wins, allow wins a tie, * and $ are special.
/// Crawl-delay is no part of the RFC and is obeyed all the same.
/// </summary>
internal sealed class Robots
{
    /// <summary>RFC 9309 2.5: at least 500 kibibytes must be read.</summary>
    public const int LongestRead = 512 * 1024;

    public static readonly Robots AllowAll = new([], null);

    public static readonly Robots DisallowAll = new([(Encoding.UTF8.GetBytes("/"), false)], null);

    private readonly (byte[] Pattern, bool Allow)[] rules;

    private Robots((byte[], bool)[] rules, TimeSpan? crawlDelay)
    {
        this.rules = rules;
        CrawlDelay = crawlDelay;
    }

    public TimeSpan? CrawlDelay { get; }

    public static Robots Parse(string text, string robot)
    {
        var mine = new Group();
        var anyone = new Group();
        var named = false;
        var current = new List<Group>();
        var collecting = false;
        foreach (var raw in text.Split('\n', '\r'))
        {
            var line = raw.Split('#', 2)[0].Trim().TrimStart('\uFEFF');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var key = line[..colon].Trim().ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (key == "user-agent")
            {
                if (!collecting) current.Clear();
                collecting = true;
                if (value == "*") current.Add(anyone);
                else if (Token(value).Equals(robot, StringComparison.OrdinalIgnoreCase))
                {
                    named = true;
                    current.Add(mine);
                }
                continue;
            }
            if (key is "allow" or "disallow" or "crawl-delay") collecting = false;
            if (key is "allow" or "disallow" && value.Length > 0)
                foreach (var group in current) group.Rules.Add((Escape(value), key == "allow"));
            if (key == "crawl-delay" && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 86400)
                foreach (var group in current) group.Delay = TimeSpan.FromSeconds(seconds);
        }
        var chosen = named ? mine : anyone;
        return new Robots([.. chosen.Rules], chosen.Delay);
    }

    public bool Allows(Uri address)
    {
        if (address.PathAndQuery == "/robots.txt") return true;
        var path = Escape(address.PathAndQuery);
        var longest = -1;
        var allowed = true;
        foreach (var (pattern, allow) in rules)
        {
            if (pattern.Length < longest || !Matches(pattern, path)) continue;
            if (pattern.Length > longest || allow) allowed = allow;
            longest = pattern.Length;
        }
        return allowed;
    }

    /// <summary>The product token is what stands before a slash or blank.</summary>
    private static string Token(string value) => value.Split('/', ' ')[0];

    /// <summary>Percent escapes of plain characters undone, everything beyond ASCII escaped: one spelling on both sides (RFC 9309 2.2.2).</summary>
    private static byte[] Escape(string value)
    {
        var into = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                var b = Convert.FromHexString(value.AsSpan(i + 1, 2))[0];
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~') into.Append((char)b);
                else into.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
                i += 2;
            }
            else if (c < 128) into.Append(c);
            else
            {
                var length = char.IsHighSurrogate(c) && i + 1 < value.Length ? 2 : 1;
                foreach (var b in Encoding.UTF8.GetBytes(value.Substring(i, length))) into.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
                i += length - 1;
            }
        }
        return Encoding.ASCII.GetBytes(into.ToString());
    }

    /// <summary>Linear in the two lengths but for stars, of which each goes back at most to the last one: a hostile file cannot stall it.</summary>
    private static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> path)
    {
        var anchored = pattern.EndsWith("$"u8);
        if (anchored) pattern = pattern[..^1];
        int p = 0, s = 0, star = -1, mark = 0;
        while (true)
        {
            if (p == pattern.Length && (!anchored || s == path.Length)) return true;
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = s;
            }
            else if (p < pattern.Length && s < path.Length && pattern[p] == path[s])
            {
                p++;
                s++;
            }
            else if (star >= 0 && mark < path.Length)
            {
                p = star + 1;
                s = ++mark;
            }
            else return false;
        }
    }

    private sealed class Group
    {
        public List<(byte[], bool)> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
