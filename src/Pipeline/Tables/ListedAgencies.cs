using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Rows of an announcement that stand as lines of text, their columns lost: "1 เทศบาลตำบลนาตาล่วง 95.11 AA",
/// "๒. อบต.สุโสะ อำเภอปะเหลียน คะแนน ๘๒.๑๙ ระดับ B". Lines of that form that follow each other are a table.
/// </summary>
internal static partial class ListedAgencies
{
    /// <summary>Fewer agencies in a row may be named in passing.</summary>
    private const int Fewest = 3;

    /// <summary>A serial number, an agency, perhaps its district, one score, and perhaps a grade and a verdict; nothing else.</summary>
    [GeneratedRegex(@"^\s*[-•*]?\s*(?<serial>\(?[0-9๐-๙]{1,3}\)?[.)]?)?\s*(?<name>(องค์การบริหารส่วน|เทศบาล|อบต|อบจ|ทต\.|ทม\.|ทน\.)[^0-9๐-๙|]{2,90}?)\s*((ได้|มี)?\s*(ผล)?(คะแนน)?(รวม|ที่ได้)?(ร้อยละ|เท่ากับ)?)\s*[:=]?\s*(?<score>(100|๑๐๐|[0-9๐-๙]{1,2})\s?\.\s?[0-9๐-๙]{2})(?![0-9๐-๙])\s*(คะแนน|%)?\s*[,(:]?\s*((อยู่ใน)?(ระดับ|ผลการประเมิน|เกรด|เกณฑ์)\s*[:=]?)?\s*(?<grade>AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)?\s*\)?(\s+(?<verdict>(ไม่)?ผ่าน(เกณฑ์)?))?\s*$")]
    private static partial Regex Row();

    public static ImmutableArray<Block> Gather(ImmutableArray<Block> blocks)
    {
        var gathered = ImmutableArray.CreateBuilder<Block>(blocks.Length);
        var rows = new List<TableRow>();
        for (var i = 0; i < blocks.Length; i++)
        {
            if (Cells(blocks[i]) is { } row) rows.Add(row);
            else Close(i, blocks[i]);
        }
        Close(blocks.Length, null);
        return gathered.ToImmutable();

        void Close(int at, Block? next)
        {
            if (rows.Count >= Fewest) gathered.Add(new TableBlock(blocks[at - 1].Page, [.. rows]));
            else gathered.AddRange(blocks.AsSpan(at - rows.Count, rows.Count));
            rows.Clear();
            if (next is not null) gathered.Add(next);
        }
    }

    private static TableRow? Cells(Block block)
    {
        if (block is not LineBlock { Run: { Text.Length: < 200 } run } || Row().Match(run.Text) is not { Success: true } line) return null;
        string[] columns = ["serial", "name", "score", "grade", "verdict"];
        return new TableRow([.. columns.Select((name, c) => (Found: line.Groups[name], Column: c)).Where(c => c.Found.Length > 0)
            .Select(c => new TableCell(c.Column, 1, 1, run.Slice(c.Found.Index, c.Found.Length)))]);
    }
}
