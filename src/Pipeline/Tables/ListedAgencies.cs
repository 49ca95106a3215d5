using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Pipeline.Readings;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Rows of an announcement that stand as lines of text, their columns lost: "1 เทศบาลตำบลนาตาล่วง 95.11 AA",
/// "๒. อบต.สุโสะ อำเภอปะเหลียน คะแนน ๘๒.๑๙ ระดับ B". Where a page has several, those that follow each other are a table.
/// </summary>
internal static partial class ListedAgencies
{
    /// <summary>Fewer agencies on a page may be named in passing.</summary>
    private const int Fewest = 3;

    /// <summary>What the columns would be headed.</summary>
    private static readonly TableRow Header = new([.. new[] { "ที่", "หน่วยงาน", "คะแนน", "ระดับ", "ผลการประเมิน" }.Select((text, c) => new TableCell(c, 1, 1, new TextRun(text, [])))]);

    /// <summary>A serial number, an agency, perhaps its district, one score (or what was meant as one), and perhaps a grade and a verdict; nothing else.</summary>
    [GeneratedRegex(@"^\s*[-•*]?\s*(?<serial>\(?[0-9๐-๙]{1,3}\)?[.)]?)?\s*(?<name>" + LocalNames.Beginning + @"[^0-9๐-๙|]{2,90}?)\s*((ได้|มี)?\s*(ผล)?(คะแนน)?(รวม|ที่ได้)?(ร้อยละ|เท่ากับ)?)\s*[:=]?\s*(?<score>(100|๑๐๐|[0-9๐-๙]{1,2})\s?\.\s?[0-9๐-๙]{2}(?![0-9๐-๙])|(?=[0-9๐-๙ ]*[.,])[0-9๐-๙]([ .,]?[0-9๐-๙OoIl]){2,6}(?![0-9๐-๙]))\s*(คะแนน|%)?\s*[,(:]?\s*((อยู่ใน)?(ระดับ|ผลการประเมิน|เกรด|เกณฑ์)\s*[:=]?)?\s*(?<grade>AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)?\s*\)?(\s+(?<verdict>(ไม่)?ผ่าน(เกณฑ์)?))?\s*$")]
    private static partial Regex Row();

    public static ImmutableArray<Block> Gather(ImmutableArray<Block> blocks)
    {
        var rows = blocks.Select(Cells).ToArray();
        if (rows.OfType<TableRow>().Select(r => r.At(1)!.Text).Distinct(StringComparer.Ordinal).Count() < Fewest) return blocks;
        var gathered = ImmutableArray.CreateBuilder<Block>(blocks.Length);
        for (var i = 0; i < blocks.Length; i++)
        {
            var together = rows.Skip(i).TakeWhile(r => r is not null).OfType<TableRow>().ToArray();
            if (together.Length == 0) gathered.Add(blocks[i]);
            else gathered.Add(new TableBlock(blocks[i].Page, [Header, .. together]));
            i += Math.Max(0, together.Length - 1);
        }
        return gathered.ToImmutable();
    }

    private static TableRow? Cells(Block block)
    {
        if (block is not LineBlock { Run: { Text.Length: < 200 } run } || Row().Match(run.Text) is not { Success: true } line) return null;
        string[] columns = ["serial", "name", "score", "grade", "verdict"];
        return new TableRow([.. columns.Select((name, c) => (Found: line.Groups[name], Column: c)).Where(c => c.Found.Length > 0)
            .Select(c => new TableCell(c.Column, 1, 1, run.Slice(c.Found.Index, c.Found.Length)))]);
    }
}
