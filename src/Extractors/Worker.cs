using ItaIngest.Domain.Findings;
using ItaIngest.Extractors.Work;

namespace ItaIngest.Extractors;

/// <summary>
/// The child process that parses what may hurt: web pages and office files. It answers one request after the other until its
/// standard input ends. A file that makes it crash, hang or run out of memory costs that file and this process, nothing else:
/// so only what a parser is expected to say is caught here, and everything else ends it.
/// </summary>
public static class Worker
{
    /// <summary>Answers requests until <paramref name="stdin"/> ends. Nothing else may write to <paramref name="stdout"/>.</summary>
    public static async Task<int> RunAsync(Stream stdin, Stream stdout)
    {
        ArgumentNullException.ThrowIfNull(stdin);
        ArgumentNullException.ThrowIfNull(stdout);
        while (await Frames.ReadAsync<Request>(stdin, CancellationToken.None) is { } request)
        {
            Reply reply;
            try
            {
                reply = request.Scan is { } scan
                    ? await Recognise.PageAsync(request.Document, scan)
                    : new Reply(Parsers.Read(request.Document, CancellationToken.None), null);
            }
            catch (DocumentRejectedException e)
            {
                reply = new Reply(null, new Refusal(e.Code, e.What, e.Remedy));
            }
            await Frames.WriteAsync(stdout, reply, CancellationToken.None);
        }
        return 0;
    }
}
