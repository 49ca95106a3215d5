using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Tests.Agencies;

/// <summary>
/// The lines in which a report names its agency, as poor readers leave them: names and districts misread several ways, one misreading
/// repeated throughout, places left out, words run together, a narrative copied from another agency's report.
/// </summary>
internal sealed record GarbledDocument(Agency Truth, Agency? Foreign, ImmutableArray<MentionLine> Lines)
{
    private const double NameGarbled = 0.3, DistrictGarbled = 0.3, ProvinceGarbled = 0.1, Systematic = 0.15, NoDistrict = 0.15, NoProvince = 0.15, Copied = 0.25;

    public static GarbledDocument Make(Gazetteer gazetteer, int seed)
    {
        var random = new Random(seed);
        var listed = gazetteer.Agencies.Where(a => a.Type is not (AgencyType.SPECIAL or AgencyType.OTHER)).ToArray();
        var agency = listed[random.Next(listed.Length)];
        var always = random.NextDouble() < Systematic ? GarbledTable.Garble(agency.ShortName, random) : null;
        string Name(bool abbreviated = false)
        {
            var words = abbreviated ? AgencyTypes.AbbreviationOf(agency.Type) : AgencyTypes.WordsOf(agency.Type);
            var kept = always is not null && random.NextDouble() < 0.8 ? always : agency.ShortName;
            return words + (random.NextDouble() < NameGarbled && always is null ? GarbledTable.Garble(kept, random) : kept);
        }
        var withDistrict = agency.Type != AgencyType.PAO && random.NextDouble() >= NoDistrict;
        var withProvince = agency.Type != AgencyType.PAO && random.NextDouble() >= NoProvince;
        string Places()
        {
            var district = random.NextDouble() < DistrictGarbled ? GarbledTable.Garble(agency.District!.Name, random) : agency.District!.Name;
            var province = random.NextDouble() < ProvinceGarbled ? GarbledTable.Garble(agency.Province!.Name, random) : agency.Province!.Name;
            return (withDistrict ? $" อำเภอ{district}" : "") + (withProvince ? $" จังหวัด{province}" : "");
        }
        var foreign = random.NextDouble() < Copied ? listed[random.Next(listed.Length)] : null;
        var lines = ImmutableArray.CreateBuilder<MentionLine>();
        void Add(string text, MentionPlace place) => lines.Add(new MentionLine(text, 1 + (lines.Count / 10), lines.Count + 1, place));
        Add("รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", MentionPlace.Cover);
        Add(Name(), MentionPlace.Cover);
        Add(Places(), MentionPlace.Cover);
        if (random.Next(2) == 0) Add($"ส่วนราชการ สำนักปลัด {Name()}{Places()} โทร. ๐๗๕-๑๒๓๔๕๖", MentionPlace.Memo);
        Add($"ของ{Name()}{Places()} ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", MentionPlace.Body);
        for (var i = random.Next(1, 6); i > 0; i--) Add($"ทั้งนี้ {Name()} จึงต้องรักษามาตรฐานการปฏิบัติงาน", MentionPlace.Body);
        for (var i = random.Next(0, 3); i > 0; i--) Add($"เจ้าหน้าที่ของ {Name(abbreviated: true)}อย่างสม่ำเสมอ", MentionPlace.Body);
        if (foreign is not null)
            for (var i = random.Next(1, 4); i > 0; i--) Add($"ทั้งนี้ {foreign.Name}จึงต้องรักษามาตรฐานการเปิดเผยข้อมูล", MentionPlace.Body);
        Add($"{AgencyTypes.WordsOf(agency.Type)}ได้จัดให้มีการประเมินความพึงพอใจ", MentionPlace.Body);
        return new GarbledDocument(agency, foreign, lines.ToImmutable());
    }
}
