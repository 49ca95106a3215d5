using System.Text.RegularExpressions;

namespace ItaIngest.Harvest.Web;

/// <summary>Share links of file services: pages made of scripts around a file. Some have an address that gives the file itself.</summary>
internal static partial class ShareLinks
{
    private static readonly string[] Hosts = ["drive.google.com", "docs.google.com", "1drv.ms", "onedrive.live.com", "dropbox.com", "www.dropbox.com", "mega.nz", "www.mediafire.com", "photos.app.goo.gl"];

    public static bool IsShare(Uri address) =>
        Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase) || address.IdnHost.EndsWith(".sharepoint.com", StringComparison.OrdinalIgnoreCase)
        || address.IdnHost.EndsWith("-my.sharepoint.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address that gives the file itself, or null where none is known (folders, albums).</summary>
    public static Uri? Direct(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        if (host == "drive.google.com")
        {
            var id = DriveFile().Match(address.AbsolutePath) is { Success: true } file ? file.Groups[1].Value
                : address.AbsolutePath is "/open" or "/uc" && DriveId().Match(address.Query) is { Success: true } query ? query.Groups[1].Value : null;
            return id is null ? null : new Uri($"https://drive.google.com/uc?export=download&id={id}");
        }
        if (host == "docs.google.com")
        {
            var made = GoogleDocument().Match(address.AbsolutePath);
            if (!made.Success) return null;
            var format = made.Groups[1].Value == "spreadsheets" ? "xlsx" : "pdf";
            return new Uri($"https://docs.google.com/{made.Groups[1].Value}/d/{made.Groups[2].Value}/export?format={format}");
        }
        if (host.EndsWith("dropbox.com", StringComparison.Ordinal) && address.AbsolutePath.StartsWith("/s", StringComparison.Ordinal))
            return new Uri($"https://www.dropbox.com{address.AbsolutePath}{(address.Query.Length > 1 ? address.Query.Replace("dl=0", "dl=1", StringComparison.Ordinal) : "?dl=1")}");
        if (host.EndsWith(".sharepoint.com", StringComparison.Ordinal) && address.AbsolutePath.StartsWith("/:", StringComparison.Ordinal) && !address.AbsolutePath.StartsWith("/:f:", StringComparison.Ordinal))
            return new Uri($"{address.GetLeftPart(UriPartial.Path)}?download=1");
        return null;
    }

    [GeneratedRegex("/file/(?:u/[0-9]+/)?d/([A-Za-z0-9_-]{10,})", RegexOptions.CultureInvariant)]
    private static partial Regex DriveFile();

    [GeneratedRegex("[?&]id=([A-Za-z0-9_-]{10,})", RegexOptions.CultureInvariant)]
    private static partial Regex DriveId();

    [GeneratedRegex("^/(document|spreadsheets|presentation)/d/([A-Za-z0-9_-]{10,})", RegexOptions.CultureInvariant)]
    private static partial Regex GoogleDocument();
}
